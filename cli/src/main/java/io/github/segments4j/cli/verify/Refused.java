package io.github.segments4j.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.segments4j.cli.verify.NotChecked.Skipped;
import io.github.segments4j.cli.verify.NotChecked.Unanswered;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A request that is wrong, and is refused with the status and the body of the contract. */
record Refused(Rule rule, Question question, Context context) implements Check {
    /**
     * What the contract says.
     *
     * @param name of the check; with "-accepted" that of the finding when it is not refused
     * @param why it is refused
     * @param statuses that are right
     * @param ifAccepted how much it matters that it is not refused
     * @param ifOther how much it matters that the status is another one
     */
    record Rule(String name, String why, Set<Integer> statuses, Severity ifAccepted, Severity ifOther) {

        String expected() {
            return new TreeSet<>(statuses)
                    .stream().map(String::valueOf).collect(Collectors.joining(" or ", why + ": status ", ""));
        }
    }

    /** Put when it is its turn: it may need what others have found. */
    interface Question {
        Call call() throws Skipped;
    }

    /** What a server that does not know the method may say of it. */
    private static final int NOT_IMPLEMENTED = 501;

    @Override
    public String name() {
        return rule.name();
    }

    @Override
    public void run() throws Skipped, Unanswered, InterruptedException {
        context.first().page();
        Exchange exchange = context.wire().ask(question.call());
        if (rule.statuses().contains(exchange.status())) {
            context.inspector().read(exchange).ifPresent(error -> check(error, exchange));
            return;
        }
        if (exchange.status() == NOT_IMPLEMENTED) {
            throw new Skipped(
                    "the server does not know the method " + exchange.sent().method());
        }
        context.inspector().headers(exchange);
        Findings findings = context.findings();
        if (exchange.status() != 200) {
            findings.add(
                    rule.ifOther(),
                    "wrong-status",
                    String.valueOf(exchange.status()),
                    exchange,
                    rule.expected(),
                    "status " + exchange.status());
        } else if (isError(exchange)) {
            findings.add(
                    Severity.BREAKS,
                    "error-with-status-200",
                    exchange,
                    rule.expected(),
                    "status 200 with an error in its body");
        } else {
            findings.add(rule.ifAccepted(), name() + "-accepted", exchange, rule.expected(), "status 200");
        }
    }

    private static boolean isError(Exchange exchange) {
        return Inspector.glance(exchange)
                .filter(body -> !body.has("data") && body.has("message"))
                .isPresent();
    }

    private void check(JsonNode error, Exchange exchange) {
        JsonNode status = error.path("status");
        if (status.isIntegralNumber() && status.asLong() != exchange.status()) {
            context.found(
                    Severity.BREAKS,
                    "error-status-differs",
                    exchange,
                    "status in the body is the HTTP status, here " + exchange.status(),
                    "status is " + status);
        }
        if (error.has("status") && error.has("message") && !error.has("request_id")) {
            context.found(
                    Severity.INFORMATIONAL,
                    "request-id-missing",
                    exchange,
                    "request_id names the request to the vendor's support, and is optional",
                    "an error without request_id");
        }
    }
}
