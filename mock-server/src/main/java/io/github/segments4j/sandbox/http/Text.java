package io.github.segments4j.sandbox.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Decodes what clients send. Invalid input is refused: a replacement character would change data in silence. */
final class Text {
    private Text() {}

    static String utf8(byte[] bytes, int from, int length) throws HttpException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new HttpException(400, "The request holds bytes that are not UTF-8.");
        }
    }

    /** Decodes a path. {@code %2F} is kept as it is, since it does not separate segments of the path. */
    static String path(String encoded) throws HttpException {
        return encoded.indexOf('%') < 0
                ? encoded
                : unescaped(encoded.replaceAll("%2[Ff]", "%252F").getBytes(StandardCharsets.UTF_8));
    }

    /** Decodes a name or a value of a query or a form. */
    static String parameter(String encoded) throws HttpException {
        return unescaped(encoded.replace('+', ' ').getBytes(StandardCharsets.UTF_8));
    }

    private static String unescaped(byte[] encoded) throws HttpException {
        byte[] decoded = new byte[encoded.length];
        int size = 0;
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] == '%') {
                decoded[size++] = (byte) (digit(encoded, i + 1) << 4 | digit(encoded, i + 2));
                i += 2;
            } else {
                decoded[size++] = encoded[i];
            }
        }
        return utf8(decoded, 0, size);
    }

    private static int digit(byte[] encoded, int at) throws HttpException {
        int digit = at < encoded.length ? Character.digit(encoded[at], 16) : -1;
        if (digit < 0) {
            throw new HttpException(400, "In the path, the query and forms, % must be followed by two hex digits.");
        }
        return digit;
    }
}
