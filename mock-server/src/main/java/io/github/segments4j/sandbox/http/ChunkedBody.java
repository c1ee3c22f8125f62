package io.github.segments4j.sandbox.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A decoded body in chunked transfer coding: RFC 9112, section 7.1.
 *
 * @param end where the encoded body ends
 */
record ChunkedBody(String text, int end) {
    private static final Pattern SIZE = Pattern.compile("([0-9a-fA-F]{1,8})(;[\\t\\x20-\\xFF]*)?");

    /** {@return the body, or nothing if it is not complete yet} */
    static Optional<ChunkedBody> decode(byte[] encoded, int from, int to) throws HttpException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int at = from;
        for (int next = endOfLine(encoded, at, to); next > 0; next = endOfLine(encoded, at, to)) {
            int size = size(encoded, at, next, body.size());
            if (size == 0) {
                int end = endOfTrailers(encoded, next, to);
                return end < 0
                        ? Optional.empty()
                        : Optional.of(new ChunkedBody(Text.utf8(body.toByteArray(), 0, body.size()), end));
            }
            at = next + size;
            if (to < at + 2) {
                return Optional.empty();
            }
            body.write(encoded, next, size);
            if (encoded[at] != '\r' || encoded[at + 1] != '\n') {
                throw malformed();
            }
            at += 2;
        }
        return Optional.empty();
    }

    private static int size(byte[] encoded, int from, int to, int before) throws HttpException {
        Matcher line = SIZE.matcher(new String(encoded, from, to - from - 2, StandardCharsets.ISO_8859_1));
        if (!line.matches()) {
            throw malformed();
        }
        long size = Long.parseLong(line.group(1), 16);
        if (before + size > RequestReader.MAX_BODY_BYTES) {
            throw RequestReader.bodyTooLarge();
        }
        return (int) size;
    }

    private static int endOfTrailers(byte[] encoded, int from, int to) throws HttpException {
        int start = from;
        int end = endOfLine(encoded, start, to);
        while (end > start + 2) {
            start = end;
            end = endOfLine(encoded, start, to);
        }
        return end;
    }

    /** {@return the index after the next CR and LF, or -1 if they have not arrived yet} */
    private static int endOfLine(byte[] encoded, int from, int to) throws HttpException {
        for (int i = from; i < to; i++) {
            if (encoded[i] == '\n') {
                if (i == from || encoded[i - 1] != '\r') {
                    throw malformed();
                }
                return i + 1;
            }
        }
        return -1;
    }

    private static HttpException malformed() {
        return new HttpException(
                400, "The body is not in chunks, although the header \"Transfer-Encoding\" says that it is.");
    }
}
