package io.github.segments4j.cli.verify;

import static io.github.segments4j.cli.verify.report.Severity.BREAKS;
import static io.github.segments4j.cli.verify.report.Severity.INFORMATIONAL;
import static io.github.segments4j.cli.verify.report.Severity.NEW;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.segments4j.cli.verify.http.Exchange;
import io.github.segments4j.cli.verify.report.Severity;
import java.util.Locale;
import java.util.Optional;

/** Compares a single answer with the contract: its headers, the encoding of its body, and its fields. */
final class AnswerInspector {
    private final Contract.Operation operation;
    private final Findings findings;
    private final HeaderInspector headers;
    private final BodyReader bodies;

    AnswerInspector(Contract.Operation operation, Findings findings) {
        this.operation = operation;
        this.findings = findings;
        headers = new HeaderInspector(operation, findings);
        bodies = new BodyReader(operation, findings);
    }

    /** Returns the JSON of an answer, if it can be read, and adds what differs from the contract to the findings. */
    Optional<JsonNode> inspect(Exchange exchange) {
        inspectHeaders(exchange);
        Optional<JsonNode> json = bodies.read(exchange);
        json.ifPresent(value -> {
            headers.inspectContentType(exchange);
            operation
                    .schema(exchange.status())
                    .filter(schema -> !HeaderInspector.isOtherFormat(exchange))
                    .ifPresent(schema -> schema.compare(value, difference -> inspectDifference(difference, exchange)));
        });
        return json;
    }

    void inspectHeaders(Exchange exchange) {
        headers.inspect(exchange);
    }

    /** Inspects what a client needs of an answer that it retries. */
    void inspectRetryAfter(Exchange exchange) {
        headers.inspectRetryAfter(exchange);
    }

    private void inspectDifference(Schema.Difference difference, Exchange exchange) {
        Schema.Kind kind = difference.kind();
        findings.add(
                severity(difference),
                kind.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                Optional.of(difference.field()),
                exchange,
                difference.contract(),
                () -> {
                    String actual = difference.actual().get();
                    return kind == Schema.Kind.MISSING_FIELD ? actual : difference.place() + " is " + actual;
                });
    }

    private static Severity severity(Schema.Difference difference) {
        return switch (difference.kind()) {
            case MISSING_FIELD -> difference.required() ? BREAKS : INFORMATIONAL;
            case WRONG_TYPE, LONE_SURROGATE -> BREAKS;
            case NULL_FIELD -> difference.required() ? BREAKS : NEW;
            case UNKNOWN_FIELD, EMPTY_VALUE, NUL_CHARACTER, CONTROL_CHARACTER -> NEW;
            case UNKNOWN_VALUE -> INFORMATIONAL;
        };
    }
}
