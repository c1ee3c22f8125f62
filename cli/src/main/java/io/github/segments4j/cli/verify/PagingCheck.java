package io.github.segments4j.cli.verify;

import static io.github.segments4j.cli.verify.report.Obstacle.Kind.SKIPPED;
import static io.github.segments4j.cli.verify.report.Severity.BREAKS;
import static io.github.segments4j.cli.verify.report.Severity.INFORMATIONAL;
import static io.github.segments4j.cli.verify.report.Severity.NEW;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.segments4j.cli.verify.http.Exchange;
import io.github.segments4j.cli.verify.http.RequestTemplate;
import io.github.segments4j.cli.verify.report.NotChecked;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads pages as far as the budget allows, and checks that each token leads to the next page, that the listing ends, and
 * that no segment comes twice. The page size is chosen so that the whole listing fits into the budget, with a page to
 * spare.
 */
final class PagingCheck {
    /** What a server can be expected to send at once; our choice, since the vendor publishes no maximum. */
    private static final int LARGEST_LIMIT = 1_000;

    private static final int MODEST_LIMIT = 100;

    private static final int SMALL_LIMIT = 10;

    private static final String WITHOUT_END = "paging-does-not-end";

    private static final String END = "the last page has no next_token, and each page before it the token of the next";

    private final CheckContext context;
    private final Set<String> ids = new HashSet<>();
    private final Set<String> tokens = new HashSet<>();
    private int limit;
    private long rows;
    private boolean isSound;
    private boolean hasEnded;
    private Optional<String> lastToken = Optional.empty();
    private Optional<JsonNode> firstPage = Optional.empty();

    PagingCheck(CheckContext context) {
        this.context = context;
    }

    /** Ends a check that needs a listing of which every page could be read and brought new segments. */
    void requireSound() throws NotChecked {
        if (!isSound) {
            throw new NotChecked(SKIPPED, "the listing could not be read page by page");
        }
    }

    boolean hasEnded() {
        return hasEnded;
    }

    long rows() {
        return rows;
    }

    /** The last page token that the server sent. */
    Optional<String> lastToken() {
        return lastToken;
    }

    /** The first page of the listing, if it could be read. */
    Optional<JsonNode> firstPage() {
        return firstPage;
    }

    /** The request for the first page of the listing. */
    RequestTemplate firstRequest() throws NotChecked {
        return withLimit(context.template());
    }

    int limit() {
        return limit;
    }

    void run() throws NotChecked, InterruptedException {
        lastToken = token(context.firstPage().page());
        int pages = context.budget().pagesForListing();
        if (pages == 0) {
            throw new NotChecked(SKIPPED, "--max-pages allows no listing");
        }
        limit = fittingLimit(pages);
        RequestTemplate next = context.template();
        for (int page = 1; page <= pages; page++) {
            Exchange exchange = send(next, page);
            JsonNode body = inspect(exchange, page);
            if (page == 1) {
                firstPage = Optional.of(body);
            }
            if (!hasNewRows(body.path("data"), exchange, page)) {
                return;
            }
            Optional<String> token = token(body);
            if (token.isEmpty()) {
                hasEnded = true;
                break;
            }
            if (!tokens.add(token.get())) {
                String actual = "page " + page + " has the next_token of an earlier page";
                context.found(BREAKS, "page-token-repeated", exchange, END, actual);
                return;
            }
            if (body.path("data").isEmpty()) {
                inspectEmptyPage(exchange, page, pages);
            }
            lastToken = token;
            next = context.template().withParameter("next_token", token.get());
        }
        isSound = !context.findings().contains(WITHOUT_END);
    }

    /** Tries smaller limits if the server refuses one. */
    private Exchange send(RequestTemplate request, int page) throws NotChecked, InterruptedException {
        Exchange exchange = context.sendForPage(withLimit(request));
        while (page == 1 && limit > SMALL_LIMIT && exchange.status() == 400) {
            String actual = "status 400 for a limit of " + limit;
            context.found(INFORMATIONAL, "large-limit-refused", exchange, "no maximum of limit is published", actual);
            limit = limit > MODEST_LIMIT ? MODEST_LIMIT : SMALL_LIMIT;
            exchange = context.sender().send(withLimit(request));
        }
        return exchange;
    }

    private RequestTemplate withLimit(RequestTemplate request) {
        return request.withParameter("limit", String.valueOf(limit));
    }

    private int fittingLimit(int pages) {
        OptionalLong total = context.firstPage().total();
        if (total.isEmpty()) {
            return MODEST_LIMIT;
        }
        int fullPages = Math.max(1, pages - 1);
        long perPage = (Math.max(0, total.getAsLong()) + fullPages - 1) / fullPages;
        return (int) Math.max(1, Math.min(perPage, LARGEST_LIMIT));
    }

    private JsonNode inspect(Exchange exchange, int page) throws NotChecked {
        String name = "page " + page;
        JsonNode body = page == 1 ? context.page(exchange, name) : context.pageOfToken(exchange, name);
        inspectPage(exchange, limit, body);
        return body;
    }

    /** Reports what a page has that was not requested. */
    void inspectPage(Exchange exchange, int limit, JsonNode page) {
        FirstPageCheck.inspectLimit(context.findings(), exchange, limit, page);
        if (page.hasNonNull("total")) {
            String actual = "total is " + page.path("total");
            context.found(NEW, "total-not-asked-for", exchange, "only with_total=true requests the total", actual);
        }
    }

    private boolean hasNewRows(JsonNode data, Exchange exchange, int page) {
        int repeated = 0;
        for (JsonNode row : data) {
            boolean hasId =
                    row.path("id").isTextual() && !row.path("id").asText().isBlank();
            if (hasId && !ids.add(row.path("id").asText())) {
                repeated++;
            }
        }
        rows += data.size();
        if (repeated == 0) {
            return true;
        }
        String actual = "page " + page + " repeats " + repeated + " of its " + data.size() + " rows from before";
        if (repeated < data.size()) {
            context.found(BREAKS, "duplicate-id", exchange, "each segment comes once, with its own id", actual);
        } else {
            context.found(BREAKS, isAllRead() ? WITHOUT_END : "page-repeated", exchange, END, actual);
        }
        return false;
    }

    private boolean isAllRead() {
        OptionalLong total = context.firstPage().total();
        return total.isPresent() && ids.size() >= total.getAsLong();
    }

    private void inspectEmptyPage(Exchange exchange, int page, int pages) {
        String actual = "page " + page + " has no rows and a next_token";
        if (page == pages && (isAllRead() || rows == 0)) {
            String after = rows == 0 ? ", like every page before it" : ", after all rows have been read";
            context.found(BREAKS, WITHOUT_END, exchange, END, actual + after);
        } else if (!isAllRead() && rows > 0) {
            String contract = "a page without segments that has a token is not the end";
            context.found(INFORMATIONAL, "empty-page", exchange, contract, actual);
        }
    }

    static Optional<String> token(JsonNode body) {
        return Optional.of(body.path("next_token"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(token -> !token.isEmpty());
    }
}
