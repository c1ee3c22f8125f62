package io.github.segments4j.cli.verify;

import static io.github.segments4j.cli.verify.report.Obstacle.Kind.SKIPPED;
import static io.github.segments4j.cli.verify.report.Severity.BREAKS;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.segments4j.SegmentsException;
import java.util.Optional;
import java.util.OptionalLong;

/** Checks the answer to the client's own request: a page of at most one segment, with the total. */
final class FirstPageCheck {
    static final int LIMIT = 1;

    private final Exchange exchange;
    /** Why the client did not accept the answer, if it did not. */
    private final Optional<SegmentsException> failure;

    private final AnswerInspector inspector;
    private final Findings findings;
    private Optional<JsonNode> body = Optional.empty();

    FirstPageCheck(
            Exchange exchange, Optional<SegmentsException> failure, AnswerInspector inspector, Findings findings) {
        this.exchange = exchange;
        this.failure = failure;
        this.inspector = inspector;
        this.findings = findings;
    }

    void run() {
        if (exchange.status() != 200) {
            reportStatus();
            return;
        }
        body = inspector.inspect(exchange);
        body.ifPresent(this::inspectPage);
        if (failure.isPresent() && !findings.isBreaking()) {
            String actual = String.valueOf(failure.get().getMessage());
            findings.add(BREAKS, "client-refuses", exchange, "an answer that clients accept", actual);
        }
    }

    private void reportStatus() {
        inspector.inspectHeaders(exchange);
        int status = exchange.status();
        String message = AnswerInspector.peek(exchange)
                .map(error -> error.path("message").asText())
                .filter(text -> !text.isBlank())
                .map(text -> ": " + text)
                .orElse("");
        String hint = status == 404 ? " (is the base URL right?)" : "";
        findings.add(
                BREAKS,
                status < 400 ? "wrong-status" : "valid-request-refused",
                Optional.of(String.valueOf(status)),
                exchange,
                "status 200",
                "status " + status + message + hint);
    }

    private void inspectPage(JsonNode page) {
        inspectLimit(findings, exchange, LIMIT, page);
        if (page.isObject() && !page.has("total")) {
            findings.add(BREAKS, "total-missing", exchange, "with_total=true requests the total", "no total");
        }
    }

    static void inspectLimit(Findings findings, Exchange exchange, int limit, JsonNode page) {
        int rows = page.path("data").size();
        if (rows > limit) {
            String contract = "at most as many segments as limit says, here " + limit;
            findings.add(BREAKS, "limit-ignored", exchange, contract, rows + " segments");
        }
    }

    /** The page, which every other check needs. */
    JsonNode page() throws NotChecked {
        return body.filter(JsonNode::isObject)
                .orElseThrow(() -> new NotChecked(SKIPPED, "the first page could not be read"));
    }

    OptionalLong total() {
        return total(body);
    }

    static OptionalLong total(Optional<JsonNode> page) {
        return page.map(value -> value.path("total"))
                .filter(JsonNode::isIntegralNumber)
                .filter(JsonNode::canConvertToLong)
                .map(total -> OptionalLong.of(total.asLong()))
                .orElse(OptionalLong.empty());
    }
}
