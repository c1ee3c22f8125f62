package io.github.segments4j.cli.verify;

import static io.github.segments4j.cli.verify.report.Severity.BREAKS;
import static io.github.segments4j.cli.verify.report.Severity.INFORMATIONAL;
import static io.github.segments4j.cli.verify.report.Severity.NEW;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.segments4j.cli.verify.report.Severity;
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

/** Compares a single answer with the contract: its headers, the encoding of its body, and its fields. */
final class AnswerInspector {
    /** With a table of all field names, which canonicalizing keeps, many different names would take minutes. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private static final JsonMapper JSON = JsonMapper.builder(FACTORY)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final Pattern JSON_TYPE =
            Pattern.compile("(?i)application/json(\\s*;\\s*charset=\"?utf-?8\"?)?\\s*;?\\s*");

    private static final Pattern GZIP = Pattern.compile("(?i)(x-)?gzip");

    /** For each member without data, GZIPInputStream calls itself once more. */
    private static final int MAX_GZIP_MEMBERS = 1_000;

    private static final Pattern RATE_LIMIT = Pattern.compile("(?i)(x-)?rate-?limit(-.+)?|(x-)?retry-after(-.+)?");

    private final Contract.Operation operation;
    private final Findings findings;

    AnswerInspector(Contract.Operation operation, Findings findings) {
        this.operation = operation;
        this.findings = findings;
    }

    /** Returns the JSON of an answer, if it can be read, and adds what differs from the contract to the findings. */
    Optional<JsonNode> inspect(Exchange exchange) {
        inspectHeaders(exchange);
        Optional<JsonNode> json = decode(exchange).flatMap(body -> parse(exchange, body));
        json.ifPresent(value -> {
            inspectContentType(exchange);
            operation
                    .schema(exchange.status())
                    .ifPresent(schema -> schema.compare(value, difference -> inspectDifference(difference, exchange)));
        });
        return json;
    }

    /** Returns the JSON of an answer, if it can be read, without findings. */
    static Optional<JsonNode> peek(Exchange exchange) {
        try {
            return Optional.ofNullable(JSON.readTree(unzip(exchange)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void inspectHeaders(Exchange exchange) {
        String retirement = Stream.of("Deprecation", "Sunset")
                .flatMap(name -> exchange.header(name).map(value -> name + ": " + value).stream())
                .collect(Collectors.joining("; "));
        if (!retirement.isEmpty()) {
            String contract = "these headers announce that the API, or this version of it, will be retired";
            findings.add(NEW, "retirement-announced", exchange, contract, retirement);
        }
        String limits = exchange.headers().map().entrySet().stream()
                .filter(header -> RATE_LIMIT.matcher(header.getKey()).matches())
                .filter(header -> !operation.documents(exchange.status(), header.getKey()))
                .map(header -> header.getKey() + ": " + String.join(", ", header.getValue()))
                .collect(Collectors.joining("; "));
        if (!limits.isEmpty()) {
            String contract = "no such header is documented for status " + exchange.status();
            findings.add(NEW, "rate-limit-headers", exchange, contract, limits);
        }
    }

    private Optional<byte[]> decode(Exchange exchange) {
        String encoding = encoding(exchange);
        String bytes = exchange.length() + " bytes";
        if (exchange.end() == Exchange.End.TOO_LONG) {
            return broken(exchange, "body-too-long", "a complete answer", "more than " + bytes);
        }
        if (exchange.end() != Exchange.End.COMPLETE) {
            return broken(exchange, "body-cut", "a complete answer", bytes + ", then the connection was closed");
        }
        if (!encoding.equalsIgnoreCase("identity") && !GZIP.matcher(encoding).matches()) {
            return broken(exchange, "content-encoding", "only gzip was accepted", "Content-Encoding: " + encoding);
        }
        try {
            byte[] body = unzip(exchange);
            return body.length > 0 ? Optional.of(body) : broken(exchange, "empty-body", "a JSON object", "no body");
        } catch (IOException e) {
            return broken(
                    exchange,
                    "gzip-broken",
                    "a body in the encoding of its header",
                    bytes + " that are not valid gzip");
        }
    }

    private Optional<JsonNode> parse(Exchange exchange, byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException e) {
            return broken(exchange, "not-utf-8", "JSON in UTF-8", body.length + " bytes in another encoding");
        }
        String type = exchange.header("Content-Type").orElse("(none)");
        String actual = body.length + " bytes of type " + type + ", not JSON";
        try {
            JsonNode value = JSON.readTree(body);
            return value.isMissingNode() ? broken(exchange, "not-json", "one JSON object", actual) : Optional.of(value);
        } catch (StreamConstraintsException e) {
            // Its message holds sizes and limits, and nothing of the body.
            return broken(exchange, "unsafe-json", "JSON that a parser can read safely", e.getOriginalMessage());
        } catch (JsonProcessingException e) {
            // Only the location: the message of Jackson may quote the body.
            String from = Optional.ofNullable(e.getLocation())
                    .map(location ->
                            " from line " + location.getLineNr() + ", column " + location.getColumnNr() + " on")
                    .orElse("");
            return broken(exchange, "not-json", "one JSON object", actual + from);
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory could not be read", e);
        }
    }

    private void inspectContentType(Exchange exchange) {
        Optional<String> type = exchange.header("Content-Type");
        if (type.filter(JSON_TYPE.asMatchPredicate()).isEmpty()) {
            String actual = type.map(value -> "Content-Type: " + value).orElse("no Content-Type");
            broken(exchange, "content-type", "application/json", actual);
        }
    }

    private <T> Optional<T> broken(Exchange exchange, String code, String contract, String actual) {
        Optional<String> schema =
                operation.schema(exchange.status() == 200 ? 200 : 400).map(Schema::name);
        findings.add(BREAKS, code, schema, exchange, contract, actual);
        return Optional.empty();
    }

    private void inspectDifference(Schema.Difference difference, Exchange exchange) {
        Schema.Kind kind = difference.kind();
        boolean isEndOfListing = kind == Schema.Kind.NULL_FIELD
                && !difference.required()
                && difference.field().endsWith(".next_token");
        if (isEndOfListing) {
            // Allowed by the description of the field. Its schema can't allow it without the keyword "nullable".
            return;
        }
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
            case MISSING_FIELD, WRONG_TYPE -> BREAKS;
            case NULL_FIELD -> difference.required() ? BREAKS : NEW;
            case UNKNOWN_FIELD -> NEW;
            case UNKNOWN_VALUE -> INFORMATIONAL;
        };
    }

    private static String encoding(Exchange exchange) {
        return exchange.header("Content-Encoding").orElse("identity");
    }

    private static byte[] unzip(Exchange exchange) throws IOException {
        byte[] body = exchange.body();
        if (!GZIP.matcher(encoding(exchange)).matches() || body.length == 0) {
            return body;
        }
        if (gzipMembers(body) > MAX_GZIP_MEMBERS) {
            throw new IOException("The body has too many parts");
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] unzipped = in.readNBytes(Exchange.MAX_BODY_BYTES);
            if (in.read() >= 0) {
                throw new IOException("The unzipped body is too long");
            }
            return unzipped;
        }
    }

    /** Counts what looks like the start of a member, which is at least as many as there are. */
    private static int gzipMembers(byte[] body) {
        int members = 0;
        for (int i = 0; i + 2 < body.length; i++) {
            if (body[i] == (byte) 0x1F && body[i + 1] == (byte) 0x8B && body[i + 2] == 8) {
                members++;
            }
        }
        return members;
    }
}
