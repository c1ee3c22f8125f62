package io.github.segments4j.cli.verify;

import static io.github.segments4j.cli.verify.report.Severity.BREAKS;
import static io.github.segments4j.cli.verify.report.Severity.INFORMATIONAL;
import static io.github.segments4j.cli.verify.report.Severity.NEW;

import io.github.segments4j.cli.verify.http.Exchange;
import io.github.segments4j.cli.verify.report.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares the headers of an answer with the contract. */
record HeaderInspector(Contract.Operation operation, Findings findings) {
    private static final Pattern JSON_TYPE = Pattern.compile("(?i)application/json\\s*(;.*)?");

    private static final Pattern OTHER_FORMAT = Pattern.compile("(?i)application/[^;]+\\+json\\s*(;.*)?");

    private static final Pattern UTF_8 = Pattern.compile("(?i)charset\\s*=\\s*\"?utf-?8\"?");

    private static final Pattern RATE_LIMIT = Pattern.compile("(?i)(x-)?rate-?limit(-.+)?|(x-)?retry-after(-.+)?");

    /** A date in the form of RFC 9110, or in one of the two that it calls obsolete. */
    private static final String DATE = "[A-Z][a-z]+,? .*\\d\\d:\\d\\d:\\d\\d.*";

    private static final Pattern RETRY_AFTER = Pattern.compile("\\d+|" + DATE);

    /** The vendor's page has true or a date; RFC 9745 has seconds. */
    private static final Pattern RETIREMENT = Pattern.compile("(?i:true)|@-?\\d+|" + DATE);

    void inspect(Exchange exchange) {
        inspectRetirement(exchange);
        inspectRateLimit(exchange);
        inspectRetryAfter(exchange);
        boolean hasTwoLengths = exchange.header("Transfer-Encoding").isPresent()
                && exchange.header("Content-Length").isPresent();
        if (hasTwoLengths) {
            String contract = "a body has a Content-Length or is chunked, not both (RFC 9112)";
            findings.add(BREAKS, "two-lengths", exchange, contract, "Content-Length and Transfer-Encoding");
        }
    }

    private void inspectRetirement(Exchange exchange) {
        List<String> names = Stream.of("Deprecation", "Sunset")
                .filter(name -> exchange.header(name).isPresent())
                .toList();
        if (!names.isEmpty()) {
            String contract = "these headers announce that the API, or this version of it, will be retired";
            String actual = names.stream()
                    .map(name -> name + ": " + exchange.header(name).orElseThrow())
                    .collect(Collectors.joining("; "));
            String subject = String.join(", ", names);
            findings.add(NEW, "retirement-announced", Optional.of(subject), exchange, contract, actual);
        }
        for (String name : names) {
            String value = exchange.header(name).orElseThrow();
            if (!RETIREMENT.matcher(value).matches()) {
                String contract = name + " is true, an HTTP date, or @ and a number of seconds";
                findings.add(NEW, "retirement-unreadable", Optional.of(name), exchange, contract, name + ": " + value);
            }
        }
    }

    private void inspectRateLimit(Exchange exchange) {
        String limits = exchange.headers().map().entrySet().stream()
                .filter(header -> RATE_LIMIT.matcher(header.getKey()).matches())
                .filter(header -> !operation.documents(exchange.status(), header.getKey()))
                .map(header -> header.getKey() + ": " + String.join(", ", header.getValue()))
                .collect(Collectors.joining("; "));
        if (!limits.isEmpty()) {
            String contract = "no such header is documented for status " + exchange.status();
            findings.add(INFORMATIONAL, "rate-limit-headers", exchange, contract, limits);
        }
    }

    /** Also for an answer that was only retried. */
    void inspectRetryAfter(Exchange exchange) {
        exchange.header("Retry-After")
                .filter(RETRY_AFTER.asMatchPredicate().negate())
                .ifPresent(value -> {
                    String contract = "Retry-After is a number of seconds or an HTTP date";
                    findings.add(NEW, "retry-after-unreadable", exchange, contract, "Retry-After: " + value);
                });
    }

    /** Whether the body has a format of its own, such as application/problem+json, whose fields are other ones. */
    static boolean isOtherFormat(Exchange exchange) {
        return exchange.header("Content-Type")
                .filter(OTHER_FORMAT.asMatchPredicate())
                .isPresent();
    }

    void inspectContentType(Exchange exchange) {
        List<String> types = exchange.headers().allValues("Content-Type");
        if (types.size() != 1) {
            String actual = types.isEmpty() ? "no Content-Type" : "Content-Type: " + String.join(", and ", types);
            addContentType(BREAKS, exchange, actual);
            return;
        }
        Matcher json = JSON_TYPE.matcher(types.get(0));
        String actual = "Content-Type: " + types.get(0);
        if (!json.matches()) {
            addContentType(BREAKS, exchange, actual);
            return;
        }
        List<String> parameters = Stream.of(
                        Optional.ofNullable(json.group(1)).orElse("").split(";"))
                .map(String::strip)
                .filter(parameter ->
                        !parameter.isEmpty() && !UTF_8.matcher(parameter).matches())
                .toList();
        if (!parameters.isEmpty()) {
            boolean isOtherCharset = parameters.stream()
                    .anyMatch(parameter -> parameter.toLowerCase(Locale.ROOT).startsWith("charset"));
            addContentType(isOtherCharset ? BREAKS : NEW, exchange, actual);
        }
    }

    private void addContentType(Severity severity, Exchange exchange, String actual) {
        Optional<String> schema = operation.schemaName(exchange.status());
        findings.add(severity, "content-type", schema, exchange, "one Content-Type: application/json", actual);
    }
}
