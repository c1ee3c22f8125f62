package io.github.segments4j.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.segments4j.cli.verify.NotChecked.Skipped;
import io.github.segments4j.cli.verify.NotChecked.Unanswered;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Walks from page to page as far as it may: that each token leads on, that the listing ends, and that no row
 * comes twice. The pages are as large as it takes to see the whole listing, with a page to spare.
 */
final class Listing implements Check {
    /** What a server may be expected to give at once; our choice, as nothing is published. */
    private static final int LARGEST_LIMIT = 1_000;

    private static final int MODEST_LIMIT = 100;

    private static final String END = "the last page has no next_token, and each page before it the token of the next";

    private final Context context;
    private final Set<String> ids = new HashSet<>();
    private final Set<String> tokens = new HashSet<>();
    private int limit;
    private long rows;
    private boolean sound;
    private boolean ended;
    private Optional<String> someToken = Optional.empty();

    Listing(Context context) {
        this.context = context;
    }

    @Override
    public String name() {
        return "paging";
    }

    /** Whether every page could be read, and each brought rows of its own. */
    boolean isSound() {
        return sound;
    }

    boolean hasEnded() {
        return ended;
    }

    long rows() {
        return rows;
    }

    /** A token that the server gave. */
    Optional<String> someToken() {
        return someToken;
    }

    @Override
    public void run() throws Skipped, Unanswered, InterruptedException {
        someToken = token(context.first().page());
        int pages = context.budget().ofListing();
        if (pages == 0) {
            throw new Skipped("--max-pages allows no listing");
        }
        limit = limit(pages);
        Call next = context.call();
        for (int page = 1; page <= pages; page++) {
            Exchange exchange = asked(next, page);
            JsonNode body = page(exchange, page);
            if (!hasItsOwnRows(body.path("data"), exchange, page)) {
                return;
            }
            Optional<String> token = token(body);
            if (token.isEmpty()) {
                sound = true;
                ended = true;
                return;
            }
            if (!tokens.add(token.get())) {
                context.found(
                        Severity.BREAKS,
                        "page-token-repeated",
                        exchange,
                        END,
                        "page " + page + " has a next_token that was given before");
                return;
            }
            if (body.path("data").isEmpty()) {
                empty(exchange, page, page == pages);
            }
            someToken = token;
            next = context.call().with("next_token", token.get());
        }
        sound = true;
    }

    private Exchange asked(Call call, int page) throws Skipped, Unanswered, InterruptedException {
        context.budget().take();
        Exchange exchange = context.wire().ask(call.with("limit", String.valueOf(limit)));
        if (page > 1 || limit <= MODEST_LIMIT || exchange.status() != 400) {
            return exchange;
        }
        context.found(
                Severity.INFORMATIONAL,
                "large-limit-refused",
                exchange,
                "limit has no maximum that is published",
                "status 400 for a limit of " + limit);
        limit = MODEST_LIMIT;
        return context.wire().ask(call.with("limit", String.valueOf(limit)));
    }

    private int limit(int pages) {
        OptionalLong total = context.first().total();
        if (total.isEmpty()) {
            return MODEST_LIMIT;
        }
        int spare = Math.max(1, pages - 1);
        long each = (Math.max(0, total.getAsLong()) + spare - 1) / spare;
        return (int) Math.max(1, Math.min(each, LARGEST_LIMIT));
    }

    private JsonNode page(Exchange exchange, int page) throws Skipped, Unanswered {
        if (exchange.status() != 200) {
            refused(exchange, page);
        }
        JsonNode body = context.inspector()
                .read(exchange)
                .filter(value -> value.path("data").isArray())
                .filter(value -> value.path("next_token").isMissingNode()
                        || value.path("next_token").isNull()
                        || value.path("next_token").isTextual())
                .orElseThrow(() -> new Skipped("page " + page + " could not be read"));
        if (body.path("data").size() > limit) {
            FirstPage.limitIgnored(
                    context.findings(), exchange, limit, body.path("data").size());
        }
        if (body.hasNonNull("total")) {
            context.found(
                    Severity.NEW,
                    "total-not-asked-for",
                    exchange,
                    "total is there only when with_total=true asks for it",
                    "total is " + body.path("total"));
        }
        return body;
    }

    private void refused(Exchange exchange, int page) throws Skipped, Unanswered {
        if (exchange.status() >= 500) {
            throw new Unanswered("page " + page + " was answered " + exchange.status(), false);
        }
        context.found(
                Severity.BREAKS,
                page == 1 ? "valid-request-refused" : "page-token-refused",
                exchange,
                page == 1 ? "status 200" : "the next_token of a page, sent unchanged, gives the next one",
                "status " + exchange.status());
        throw new Skipped("page " + page + " did not come");
    }

    private boolean hasItsOwnRows(JsonNode data, Exchange exchange, int page) {
        int old = 0;
        for (JsonNode row : data) {
            old += !row.hasNonNull("id") || ids.add(row.path("id").asText()) ? 0 : 1;
        }
        rows += data.size();
        if (old == 0) {
            return true;
        }
        boolean wholePage = old == data.size();
        context.found(
                Severity.BREAKS,
                !wholePage ? "duplicate-id" : haveAllCome() ? "paging-does-not-end" : "page-repeated",
                exchange,
                wholePage ? END : "each segment comes once, and has an id of its own",
                "page " + page + " has " + old + " of " + data.size() + " rows that came before");
        return false;
    }

    private boolean haveAllCome() {
        OptionalLong total = context.first().total();
        return total.isPresent() && ids.size() >= total.getAsLong();
    }

    private void empty(Exchange exchange, int page, boolean isLast) {
        boolean all = haveAllCome();
        if (isLast && (all || rows == 0)) {
            context.found(
                    Severity.BREAKS,
                    "paging-does-not-end",
                    exchange,
                    END,
                    "page " + page + " has no rows and yet another next_token, after "
                            + (all ? "all rows have come" : "no row has come"));
        } else if (!all && rows > 0) {
            context.found(
                    Severity.INFORMATIONAL,
                    "empty-page",
                    exchange,
                    "a page without segments that has a token is not the end",
                    "page " + page + " has no rows and a next_token");
        }
    }

    private static Optional<String> token(JsonNode body) {
        return Optional.of(body.path("next_token"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(token -> !token.isEmpty());
    }
}
