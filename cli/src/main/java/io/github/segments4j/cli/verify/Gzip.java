package io.github.segments4j.cli.verify;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** The content of a body that is compressed with gzip. */
final class Gzip {
    /** For each member without data, GZIPInputStream calls itself once more. */
    private static final int MAX_MEMBERS = 1_000;

    /** The checksum and the length at the end of a member, in bytes. */
    private static final int TRAILER = 8;

    private final byte[] content;
    private final int trailing;

    private Gzip(byte[] content, int trailing) {
        this.content = content;
        this.trailing = trailing;
    }

    static Gzip of(byte[] body, int maxBytes) throws IOException {
        if (members(body) > MAX_MEMBERS) {
            throw new IOException("The body has too many parts");
        }
        try (Input in = new Input(body)) {
            byte[] content = in.readNBytes(maxBytes);
            if (in.read() >= 0) {
                throw new IOException("The unzipped body is too long");
            }
            return new Gzip(content, in.unread() - TRAILER);
        }
    }

    byte[] content() {
        return content;
    }

    /** How many bytes follow the compressed data. {@code GZIPInputStream} ignores them; other readers do not. */
    int trailing() {
        return trailing;
    }

    /** Whether a body begins like a member, which no JSON does. */
    static boolean isGzip(byte[] body) {
        return isMember(body, 0);
    }

    /** Counts what looks like the start of a member, which is at least as many as there are. */
    private static int members(byte[] body) {
        int members = 0;
        for (int i = 0; i < body.length; i++) {
            if (isMember(body, i)) {
                members++;
            }
        }
        return members;
    }

    private static boolean isMember(byte[] body, int start) {
        return start + 2 < body.length
                && body[start] == (byte) 0x1F
                && body[start + 1] == (byte) 0x8B
                && body[start + 2] == 8;
    }

    /** Reads the whole body into its buffer, so that the rest of the buffer is the rest of the body. */
    private static final class Input extends GZIPInputStream {
        Input(byte[] body) throws IOException {
            super(new ByteArrayInputStream(body), body.length);
        }

        int unread() {
            return inf.getRemaining();
        }
    }
}
