package io.github.segments4j.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.segments4j.SegmentsException;
import io.github.segments4j.cli.verify.NotChecked.Skipped;
import java.util.Optional;
import java.util.OptionalLong;

/** A request as the client makes it: one row at most, and how many there are in all. */
final class FirstPage implements Check {
    static final int LIMIT = 1;

    private final Exchange exchange;
    private final Optional<SegmentsException> refused;
    private final Inspector inspector;
    private final Findings findings;
    private Optional<JsonNode> body = Optional.empty();

    /**
     * @param exchange what came
     * @param refused what the client said of it, if it did not take it
     */
    FirstPage(Exchange exchange, Optional<SegmentsException> refused, Inspector inspector, Findings findings) {
        this.exchange = exchange;
        this.refused = refused;
        this.inspector = inspector;
        this.findings = findings;
    }

    @Override
    public String name() {
        return "first-page";
    }

    @Override
    public void run() {
        if (exchange.status() != 200) {
            inspector.headers(exchange);
            findings.add(
                    Severity.BREAKS,
                    exchange.status() < 400 ? "wrong-status" : "valid-request-refused",
                    String.valueOf(exchange.status()),
                    exchange,
                    "status 200",
                    "status " + exchange.status() + words()
                            + (exchange.status() == 404 ? " (is the base URL right?)" : ""));
            return;
        }
        body = inspector.read(exchange);
        body.ifPresent(page -> {
            if (page.path("data").size() > LIMIT) {
                limitIgnored(findings, exchange, LIMIT, page.path("data").size());
            }
            if (page.isObject() && !page.has("total")) {
                findings.add(
                        Severity.BREAKS,
                        "total-missing",
                        exchange,
                        "total is there when with_total=true asks for it",
                        "no total");
            }
        });
        if (refused.isPresent() && !findings.breaking()) {
            findings.add(
                    Severity.BREAKS,
                    "client-refuses",
                    exchange,
                    "an answer that clients accept",
                    String.valueOf(refused.get().getMessage()));
        }
    }

    private String words() {
        return Inspector.glance(exchange)
                .map(error -> error.path("message").asText())
                .filter(message -> !message.isBlank())
                .map(message -> ": " + message)
                .orElse("");
    }

    static void limitIgnored(Findings findings, Exchange exchange, int limit, int rows) {
        findings.add(
                Severity.BREAKS,
                "limit-ignored",
                exchange,
                "at most as many segments as limit says, here " + limit,
                rows + " segments");
    }

    /** Nothing else means anything when a plain request is not answered by a page. */
    JsonNode page() throws Skipped {
        return body.filter(JsonNode::isObject).orElseThrow(() -> new Skipped("the first page could not be read"));
    }

    OptionalLong total() {
        return total(body);
    }

    static OptionalLong total(Optional<JsonNode> body) {
        return body.map(page -> page.path("total")).filter(JsonNode::canConvertToLong).stream()
                .filter(JsonNode::isIntegralNumber)
                .mapToLong(JsonNode::asLong)
                .findFirst();
    }
}
