package io.github.segments4j.sandbox.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.zip.GZIPOutputStream;

/** Turns responses into bytes. */
final class ResponseEncoder {
    private final InstantSource clock;

    /** The header {@code Date} changes once a second. */
    private long second;

    private String date = "";

    ResponseEncoder(InstantSource clock) {
        this.clock = clock;
    }

    Transmission encode(Response response, boolean keepsAlive, boolean hasBody) throws IOException {
        boolean isCompressed = "gzip".equals(response.headers().get("Content-Encoding"));
        byte[] body = isCompressed ? compressed(response.bytes()) : response.bytes();
        return new Transmission(head(response, body.length, keepsAlive), body, hasBody, response.delivery());
    }

    private byte[] head(Response response, int length, boolean keepsAlive) {
        StringBuilder head = new StringBuilder(256);
        // The reason phrase is optional: RFC 9112, section 4.
        head.append("HTTP/1.1 ").append(response.status()).append(" \r\n");
        line(head, "Date", date());
        if (!response.headers().containsKey("Content-Type")) {
            line(head, "Content-Type", "application/json");
        }
        response.headers().forEach((name, value) -> line(head, name, value));
        line(head, "Content-Length", Integer.toString(length));
        line(head, "Connection", keepsAlive ? "keep-alive" : "close");
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void line(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private String date() {
        long now = clock.instant().getEpochSecond();
        if (now != second) {
            second = now;
            date = HttpDate.format(Instant.ofEpochSecond(now));
        }
        return date;
    }

    private static byte[] compressed(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
