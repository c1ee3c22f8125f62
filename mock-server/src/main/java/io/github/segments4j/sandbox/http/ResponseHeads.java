package io.github.segments4j.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Writes status lines and headers. */
final class ResponseHeads {
    /** The header {@code Date} changes once a second. */
    private long second;

    private String date = "";

    byte[] of(Response response, int length, boolean keepsAlive) {
        StringBuilder head = new StringBuilder(256);
        // The reason phrase is optional: RFC 9112, section 4.
        head.append("HTTP/1.1 ").append(response.status()).append(" \r\n");
        line(head, "Date", date());
        if (!response.headers().containsKey("Content-Type")) {
            line(head, "Content-Type", "application/json");
        }
        response.headers().forEach((name, value) -> line(head, name, value));
        if (hasBody(response.status())) {
            line(head, "Content-Length", Integer.toString(length));
        }
        line(head, "Connection", keepsAlive ? "keep-alive" : "close");
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    static boolean hasBody(int status) {
        return status >= 200 && status != 204 && status != 304;
    }

    private static void line(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private String date() {
        long now = System.currentTimeMillis() / 1_000;
        if (now != second) {
            second = now;
            date = HttpDate.format(Instant.ofEpochSecond(now));
        }
        return date;
    }
}
