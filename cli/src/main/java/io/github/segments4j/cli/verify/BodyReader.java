package io.github.segments4j.cli.verify;

import static io.github.segments4j.cli.verify.report.Severity.BREAKS;
import static io.github.segments4j.cli.verify.report.Severity.NEW;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.segments4j.cli.verify.http.Exchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the JSON of an answer, and reports what is wrong with the body: how it ends, its encoding, and its syntax. */
record BodyReader(Contract.Operation operation, Findings findings) {
    /** With a table of all field names, which canonicalizing keeps, many different names would take minutes. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private static final JsonMapper JSON = JsonMapper.builder(FACTORY)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final Pattern GZIP = Pattern.compile("(?i)(x-)?gzip");

    private static final String BYTE_ORDER_MARK = "\ufeff";

    /** A shorter text may be in an answer by chance. */
    private static final int SHORTEST_TOKEN = 8;

    /** Returns the JSON of an answer, if it can be read, and adds what is wrong with the body to the findings. */
    Optional<JsonNode> read(Exchange exchange) {
        return content(exchange).flatMap(bytes -> text(exchange, bytes)).flatMap(text -> parse(exchange, text));
    }

    /** Returns the JSON of an answer, if it can be read, without findings. */
    static Optional<JsonNode> peek(Exchange exchange) {
        try {
            byte[] body = exchange.body();
            return Optional.ofNullable(JSON.readTree(
                    isZipped(exchange) ? Gzip.of(body, Exchange.MAX_BODY_BYTES).content() : body));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> content(Exchange exchange) {
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
        if (!isZipped(exchange) && Gzip.isGzip(exchange.body())) {
            String contract = "Content-Encoding names the encoding of the body";
            return broken(exchange, "content-encoding", contract, bytes + " of gzip without Content-Encoding: gzip");
        }
        try {
            byte[] content = isZipped(exchange) ? unzip(exchange) : exchange.body();
            return content.length > 0
                    ? Optional.of(content)
                    : broken(exchange, "empty-body", "a JSON object", "no body");
        } catch (IOException e) {
            return broken(
                    exchange,
                    "gzip-broken",
                    "a body in the encoding of its header",
                    bytes + " that are not valid gzip");
        }
    }

    private byte[] unzip(Exchange exchange) throws IOException {
        Gzip gzip = Gzip.of(exchange.body(), Exchange.MAX_BODY_BYTES);
        if (gzip.trailing() > 0) {
            String actual = gzip.trailing() + " bytes follow the compressed data";
            broken(exchange, "gzip-trailing-bytes", "the compressed data ends the body", actual);
        }
        return gzip.content();
    }

    private static boolean isZipped(Exchange exchange) {
        return GZIP.matcher(encoding(exchange)).matches() && exchange.length() > 0;
    }

    private static String encoding(Exchange exchange) {
        return exchange.header("Content-Encoding").orElse("identity");
    }

    private Optional<String> text(Exchange exchange, byte[] bytes) {
        // JSON in UTF-16 or UTF-32 begins with an ASCII character, of which a half is zero.
        boolean isWide = bytes.length > 1 && (bytes[0] == 0 || bytes[1] == 0);
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            isWide = true;
            text = "";
        }
        if (isWide) {
            return broken(exchange, "not-utf-8", "JSON in UTF-8", bytes.length + " bytes in another encoding");
        }
        inspectEcho(exchange, text);
        if (!text.startsWith(BYTE_ORDER_MARK)) {
            return Optional.of(text);
        }
        broken(exchange, "byte-order-mark", "JSON without a byte order mark (RFC 8259)", "the body begins with one");
        return Optional.of(text.substring(BYTE_ORDER_MARK.length()));
    }

    /** An answer may be logged or cached where a request is not. */
    private void inspectEcho(Exchange exchange, String text) {
        String token = exchange.request()
                .headers()
                .firstValue("Authorization")
                .orElse("")
                .replaceFirst("^\\S+ ", "");
        if (token.length() >= SHORTEST_TOKEN && text.contains(token)) {
            String contract = "an answer does not hold the access token of its request";
            findings.add(NEW, "access-token-echoed", exchange, contract, "the body holds the access token");
        }
    }

    private Optional<JsonNode> parse(Exchange exchange, String text) {
        String type = exchange.header("Content-Type").orElse("(none)");
        String actual = exchange.length() + " bytes of type " + type + ", not JSON";
        try {
            JsonNode value = JSON.readTree(text);
            return value.isMissingNode() ? broken(exchange, "not-json", "one JSON object", actual) : Optional.of(value);
        } catch (StreamConstraintsException e) {
            // Its message holds sizes and limits, and nothing of the body.
            return broken(exchange, "unsafe-json", "JSON that a parser can read safely", e.getOriginalMessage());
        } catch (JsonProcessingException e) {
            if (e.getOriginalMessage().startsWith("Duplicate field")) {
                String contract = "each field once: parsers disagree which value counts";
                return broken(exchange, "duplicate-field", contract, "an object has a field twice");
            }
            // Only the location: the message of Jackson may quote the body.
            String from = Optional.ofNullable(e.getLocation())
                    .map(location ->
                            " from line " + location.getLineNr() + ", column " + location.getColumnNr() + " on")
                    .orElse("");
            return broken(exchange, "not-json", "one JSON object", actual + from);
        }
    }

    private <T> Optional<T> broken(Exchange exchange, String code, String contract, String actual) {
        findings.add(BREAKS, code, operation.schemaName(exchange.status()), exchange, contract, actual);
        return Optional.empty();
    }
}
