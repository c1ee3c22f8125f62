package io.github.segments4j.cli.verify;

import static io.github.segments4j.cli.verify.report.Obstacle.Kind.SKIPPED;
import static io.github.segments4j.cli.verify.report.Severity.BREAKS;
import static io.github.segments4j.cli.verify.report.Severity.NEW;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.segments4j.cli.verify.http.Exchange;
import io.github.segments4j.cli.verify.http.RequestTemplate;
import io.github.segments4j.cli.verify.report.NotChecked;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Requests the first page of the listing again, with {@code with_total=false}, which changes nothing. Its rows are the
 * same, and begin like those of the first request. If they differ, it is requested once more, since segments may have been
 * added, renamed or deleted in between.
 */
final class RepeatCheck {
    private final CheckContext context;
    private final PagingCheck listing;

    RepeatCheck(CheckContext context, PagingCheck listing) {
        this.context = context;
        this.listing = listing;
    }

    void run() throws NotChecked, InterruptedException {
        RequestTemplate request = listing.firstRequest().withParameter("with_total", "false");
        JsonNode before =
                listing.firstPage().orElseThrow(() -> new NotChecked(SKIPPED, "the listing could not be read"));
        Exchange exchange = context.sendForPage(request);
        JsonNode page = context.page(exchange, "the same page");
        listing.inspectPage(exchange, listing.limit(), page);
        List<String> ids = texts(before, "id");
        List<String> start = texts(context.firstPage().page(), "id");
        boolean isSame = rows(before).equals(rows(page))
                && start.stream()
                        .limit(ids.size())
                        .toList()
                        .equals(ids.stream().limit(start.size()).toList());
        if (!isSame) {
            Exchange again = context.sendForPage(request);
            compare(page, context.page(again, "the same page"), again);
        }
    }

    private void compare(JsonNode page, JsonNode again, Exchange exchange) {
        List<String> ids = texts(page, "id");
        List<String> idsAgain = texts(again, "id");
        if (rows(page).equals(rows(again))) {
            return;
        }
        boolean hasSameSegments =
                ids.size() == idsAgain.size() && sorted(again, "name").equals(sorted(page, "name"));
        if (ids.equals(idsAgain)) {
            String contract = "a segment has one name and one status at a time";
            context.found(
                    NEW, "values-change", exchange, contract, "the same request brings the ids with other values");
        } else if (hasSameSegments && !sorted(again, "id").equals(sorted(page, "id"))) {
            String contract = "an id identifies a segment";
            context.found(BREAKS, "id-changes", exchange, contract, "the same request brings the names with other ids");
        } else {
            String contract = "the pages of a listing have an order";
            context.found(NEW, "order-changes", exchange, contract, "the same request brings other rows each time");
        }
    }

    /** The fields of the contract: others may be counters or times. */
    private static List<String> rows(JsonNode page) {
        List<String> rows = new ArrayList<>();
        for (String field : List.of("id", "name", "status")) {
            rows.addAll(texts(page, field));
        }
        return rows;
    }

    private static List<String> sorted(JsonNode page, String field) {
        return texts(page, field).stream().sorted().toList();
    }

    private static List<String> texts(JsonNode page, String field) {
        return StreamSupport.stream(page.path("data").spliterator(), false)
                .map(row -> row.path(field).asText())
                .toList();
    }
}
