package io.github.segments4j.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One answer of a {@link ScriptedServer}.
 *
 * @param headers lines such as {@code Retry-After: 1}; one may come twice
 * @param raw the whole answer, in place of the other fields
 * @param gzip the number of gzip members that the body is compressed into; 0 if it is not compressed
 * @param close whether the connection is closed after the answer, which does not announce it
 */
record ScriptedAnswer(
        int status,
        List<String> headers,
        @Nullable String body,
        @Nullable String raw,
        int gzip,
        boolean close) {
    private static final String PAGE = "{\"data\":[{\"id\":\"1\",\"name\":\"one\"}]}";

    ScriptedAnswer {
        status = status == 0 ? 200 : status;
        headers = headers == null ? List.of() : headers;
        body = body == null ? PAGE : body;
        close = close || raw != null;
    }

    /** Returns the answer as it is sent. {@code fill} replaces the placeholders in its texts. */
    byte[] bytes(UnaryOperator<String> fill) throws IOException {
        if (raw != null) {
            return fill.apply(raw).getBytes(UTF_8);
        }
        byte[] content = fill.apply(body).getBytes(UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
        if (headers.stream().noneMatch(header -> header.startsWith("Content-Type:"))) {
            head.append("Content-Type: application/json\r\n");
        }
        headers.forEach(header -> head.append(fill.apply(header)).append("\r\n"));
        if (gzip > 0) {
            head.append("Content-Encoding: gzip\r\n");
            content = compressed(content);
        }
        head.append("Content-Length: ").append(content.length).append("\r\n\r\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(UTF_8));
        bytes.writeBytes(content);
        return bytes.toByteArray();
    }

    private byte[] compressed(byte[] content) throws IOException {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        int length = content.length / gzip + 1;
        for (int from = 0; from < content.length; from += length) {
            try (GZIPOutputStream member = new GZIPOutputStream(members)) {
                member.write(Arrays.copyOfRange(content, from, Math.min(content.length, from + length)));
            }
        }
        return members.toByteArray();
    }
}
