package io.github.segments4j.cli.verify;

import static io.github.segments4j.cli.verify.report.Obstacle.Kind.SKIPPED;
import static io.github.segments4j.cli.verify.report.Severity.BREAKS;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.segments4j.cli.verify.http.Exchange;
import io.github.segments4j.cli.verify.report.NotChecked;
import java.util.Optional;
import java.util.OptionalLong;

/** Checks the answer to the client's own request: a page of at most one segment, with the total. */
final class FirstPageCheck {
    static final int LIMIT = 1;

    private final Optional<Exchange> exchange;
    private final Optional<ClientFailure> failure;
    private final AnswerInspector inspector;
    private final Findings findings;
    private Optional<JsonNode> body = Optional.empty();

    /**
     * Checks an answer.
     *
     * @param exchange empty if there is none, because the client got no access token or no answer
     * @param failure why the client did not accept the answer, if it did not
     */
    FirstPageCheck(
            Optional<Exchange> exchange,
            Optional<ClientFailure> failure,
            AnswerInspector inspector,
            Findings findings) {
        this.exchange = exchange;
        this.failure = failure;
        this.inspector = inspector;
        this.findings = findings;
    }

    void run() throws NotChecked {
        if (failure.isPresent() && !failure.get().isDifference()) {
            throw failure.get().asObstacle();
        }
        Exchange answer = exchange.orElseThrow(() -> new NotChecked(SKIPPED, "there is no access token"));
        if (answer.status() == 200) {
            body = inspector.inspect(answer);
            body.ifPresent(page -> inspectPage(answer, page));
        } else {
            inspectStatus(answer, inspector, findings);
        }
        failure.ifPresent(reason -> inspectRefusal(reason, answer, findings));
    }

    /** Reports the status of an answer that should have had status 200. */
    static void inspectStatus(Exchange answer, AnswerInspector inspector, Findings findings) {
        inspector.inspectHeaders(answer);
        int status = answer.status();
        String message = BodyReader.peek(answer)
                .map(error -> error.path("message").asText())
                .filter(text -> !text.isBlank())
                .map(text -> ": " + text)
                .orElse("");
        String hint = status == 404 ? " (is the base URL right?)" : "";
        findings.add(
                BREAKS,
                status / 100 == 4 ? "valid-request-refused" : "wrong-status",
                Optional.of(String.valueOf(status)),
                answer,
                "status 200",
                "status " + status + message + hint);
    }

    /** Reports that the client did not accept an answer, unless a finding says why. */
    static void inspectRefusal(ClientFailure failure, Exchange answer, Findings findings) {
        if (!findings.isBreaking()) {
            findings.add(BREAKS, "client-refuses", answer, "an answer that clients accept", failure.message());
        }
    }

    private void inspectPage(Exchange answer, JsonNode page) {
        inspectLimit(findings, answer, LIMIT, page);
        if (page.isObject() && !page.has("total")) {
            findings.add(BREAKS, "total-missing", answer, "with_total=true requests the total", "no total");
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
