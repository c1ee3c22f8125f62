package io.github.segments4j.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** Writes status lines and headers. */
final class ResponseHeads {
    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(200, "OK"),
            Map.entry(201, "Created"),
            Map.entry(302, "Found"),
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(413, "Content Too Large"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(431, "Request Header Fields Too Large"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"));

    /** The header {@code Date} changes once a second. */
    private long second;

    private String date = "";

    byte[] of(Response response, int length, boolean keepsAlive) {
        StringBuilder head = new StringBuilder(256);
        head.append("HTTP/1.1 ").append(response.status()).append(' ');
        head.append(REASONS.getOrDefault(response.status(), "")).append("\r\n");
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
