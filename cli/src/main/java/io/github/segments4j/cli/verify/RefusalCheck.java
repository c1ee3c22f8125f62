package io.github.segments4j.cli.verify;

import static io.github.segments4j.cli.verify.report.Obstacle.Kind.SKIPPED;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.segments4j.cli.verify.http.Exchange;
import io.github.segments4j.cli.verify.report.NotChecked;
import io.github.segments4j.cli.verify.report.Severity;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that a wrong request is refused with the status and the body of the contract. */
record RefusalCheck(Rule rule, RequestSource source, AnswerInspector inspector, CheckContext context) {
    /**
     * What the contract says about the request.
     *
     * @param name the name of the check, and with "-accepted" that of the finding if the request is not refused
     * @param reason why the request is refused
     * @param statuses the right statuses
     * @param ifAccepted how much it matters if the request is not refused
     * @param ifOtherStatus how much it matters if it is refused with another status
     */
    record Rule(String name, String reason, Set<Integer> statuses, Severity ifAccepted, Severity ifOtherStatus) {
        String expected() {
            String any = statuses.stream().sorted().map(String::valueOf).collect(Collectors.joining(" or "));
            return reason + ": status " + any;
        }
    }

    /** The status of a server that does not implement a method. */
    private static final int NOT_IMPLEMENTED = 501;

    void run() throws NotChecked, InterruptedException {
        Exchange exchange = context.sender().send(source.request());
        int status = exchange.status();
        if (rule.statuses().contains(status)) {
            inspector.inspect(exchange).ifPresent(error -> inspectError(error, exchange));
            return;
        }
        String method = exchange.request().method();
        if (status == NOT_IMPLEMENTED && !method.equals("GET")) {
            throw new NotChecked(SKIPPED, "the server does not implement the method " + method);
        }
        inspector.inspectHeaders(exchange);
        if (!exchange.isSuccess()) {
            context.findings().addStatus(rule.ifOtherStatus(), "wrong-status", exchange, rule.expected());
        } else if (isError(exchange)) {
            String actual = "status " + status + " with an error in its body";
            context.found(Severity.BREAKS, "error-with-status-200", exchange, rule.expected(), actual);
        } else {
            context.found(rule.ifAccepted(), rule.name() + "-accepted", exchange, rule.expected(), "status " + status);
        }
    }

    private static boolean isError(Exchange exchange) {
        return BodyReader.peek(exchange)
                .filter(body -> !body.has("data") && body.has("message"))
                .isPresent();
    }

    private void inspectError(JsonNode error, Exchange exchange) {
        JsonNode status = error.path("status");
        if (status.isIntegralNumber() && status.asLong() != exchange.status()) {
            String contract = "status in the body is the HTTP status, here " + exchange.status();
            context.found(Severity.BREAKS, "error-status-differs", exchange, contract, "status is " + status);
        }
        if (error.has("status") && error.has("message") && !error.has("request_id")) {
            String contract = "request_id identifies the request for the vendor's support, and is optional";
            context.found(
                    Severity.INFORMATIONAL, "request-id-missing", exchange, contract, "an error without request_id");
        }
    }
}
