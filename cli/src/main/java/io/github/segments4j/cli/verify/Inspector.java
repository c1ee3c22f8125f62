package io.github.segments4j.cli.verify;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Looks at one answer by itself: its headers, how its body is written, and its fields. */
final class Inspector {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final Pattern JSON_TYPE =
            Pattern.compile("(?i)application/json(\\s*;\\s*charset=\"?utf-?8\"?)?\\s*;?\\s*");

    private static final Pattern RATE_LIMIT = Pattern.compile("(?i)(x-)?rate-?limit(-.+)?|(x-)?retry-after(-.+)?");

    private final Contract.Operation operation;
    private final Findings findings;

    Inspector(Contract.Operation operation, Findings findings) {
        this.operation = operation;
        this.findings = findings;
    }

    /** What it says, as far as that can be read; what differs from the contract has become a finding. */
    Optional<JsonNode> read(Exchange exchange) {
        headers(exchange);
        return plain(exchange).flatMap(body -> json(exchange, body)).map(value -> {
            contentType(exchange);
            operation
                    .schema(exchange.status())
                    .ifPresent(schema -> schema.differences(value).forEach(each -> report(each, exchange)));
            return value;
        });
    }

    /** What it says, if anything, without a word about it. */
    static Optional<JsonNode> glance(Exchange exchange) {
        try {
            return Optional.ofNullable(JSON.readTree(unzipped(exchange)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void headers(Exchange exchange) {
        String retirement = Stream.of("Deprecation", "Sunset")
                .flatMap(name -> exchange.header(name).map(value -> name + ": " + value).stream())
                .collect(Collectors.joining("; "));
        if (!retirement.isEmpty()) {
            findings.add(
                    Severity.NEW,
                    "retirement-announced",
                    exchange,
                    "these headers announce that the API, or this version of it, is going to be retired",
                    retirement);
        }
        String limits = exchange.headers().map().entrySet().stream()
                .filter(header -> RATE_LIMIT.matcher(header.getKey()).matches())
                .filter(header -> !operation.documents(exchange.status(), header.getKey()))
                .map(header -> header.getKey() + ": " + String.join(", ", header.getValue()))
                .collect(Collectors.joining("; "));
        if (!limits.isEmpty()) {
            findings.add(
                    Severity.NEW,
                    "rate-limit-headers",
                    exchange,
                    "no such header is documented for status " + exchange.status(),
                    limits);
        }
    }

    private Optional<byte[]> plain(Exchange exchange) {
        String encoding = encoding(exchange);
        if (exchange.end() != Exchange.End.COMPLETE) {
            return broken(
                    exchange,
                    exchange.end() == Exchange.End.CUT ? "body-cut" : "body-too-long",
                    "a whole answer",
                    exchange.body().length + " bytes, and the connection ended");
        }
        if (!encoding.matches("(?i)identity|(x-)?gzip")) {
            return broken(
                    exchange, "content-encoding", "nothing but gzip was asked for", "Content-Encoding: " + encoding);
        }
        try {
            byte[] body = unzipped(exchange);
            return body.length > 0 ? Optional.of(body) : broken(exchange, "empty-body", "a JSON object", "no body");
        } catch (IOException e) {
            return broken(
                    exchange,
                    "gzip-broken",
                    "a body in the encoding that its header names",
                    exchange.body().length + " bytes that are not gzip, or not all of it");
        }
    }

    private Optional<JsonNode> json(Exchange exchange, byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException e) {
            return broken(exchange, "not-utf-8", "JSON in UTF-8", body.length + " bytes of something else");
        }
        String what = body.length + " bytes of type "
                + exchange.header("Content-Type").orElse("(none)") + ", not JSON";
        try {
            JsonNode value = JSON.readTree(body);
            return value.isMissingNode() ? broken(exchange, "not-json", "one JSON object", what) : Optional.of(value);
        } catch (JsonProcessingException e) {
            // What Jackson says of it may quote it.
            JsonLocation place = e.getLocation();
            String from = " from line " + place.getLineNr() + ", column " + place.getColumnNr() + " on";
            return broken(exchange, "not-json", "one JSON object", what + from);
        } catch (IOException e) {
            throw new IllegalStateException("Nothing is read from outside", e);
        }
    }

    private void contentType(Exchange exchange) {
        String type = exchange.header("Content-Type").orElse("");
        if (!JSON_TYPE.matcher(type).matches()) {
            broken(
                    exchange,
                    "content-type",
                    "application/json",
                    type.isEmpty() ? "no Content-Type" : "Content-Type: " + type);
        }
    }

    private <T> Optional<T> broken(Exchange exchange, String code, String contract, String came) {
        findings.add(Severity.BREAKS, code, subject(exchange), exchange, contract, came);
        return Optional.empty();
    }

    private String subject(Exchange exchange) {
        return exchange.status() == 200
                ? operation.schema(200).map(Schema::name).orElse("")
                : operation.schema(400).map(Schema::name).orElse("");
    }

    private void report(Schema.Difference difference, Exchange exchange) {
        if (difference.kind() == Schema.Kind.NULL_FIELD
                && !difference.required()
                && difference.field().endsWith(".next_token")) {
            // The end of the listing: its description says so, and a schema of 3.0 without "nullable"
            // can't.
            return;
        }
        Severity severity = switch (difference.kind()) {
            case MISSING_FIELD, WRONG_TYPE -> Severity.BREAKS;
            case NULL_FIELD -> difference.required() ? Severity.BREAKS : Severity.NEW;
            case UNKNOWN_FIELD -> Severity.NEW;
            case UNKNOWN_VALUE -> Severity.INFORMATIONAL;
        };
        findings.add(
                severity,
                difference.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                difference.field(),
                exchange,
                difference.contract(),
                difference.kind() == Schema.Kind.MISSING_FIELD
                        ? difference.came()
                        : difference.place() + " is " + difference.came());
    }

    private static String encoding(Exchange exchange) {
        return exchange.header("Content-Encoding").orElse("identity");
    }

    private static byte[] unzipped(Exchange exchange) throws IOException {
        if (!encoding(exchange).matches("(?i)(x-)?gzip") || exchange.body().length == 0) {
            return exchange.body();
        }
        try (GZIPInputStream body = new GZIPInputStream(new ByteArrayInputStream(exchange.body()))) {
            byte[] plain = body.readNBytes(Recorder.MOST_BYTES);
            if (body.read() >= 0) {
                throw new IOException("It unzips to too much");
            }
            return plain;
        }
    }
}
