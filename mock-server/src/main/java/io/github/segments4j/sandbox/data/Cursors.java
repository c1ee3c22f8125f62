package io.github.segments4j.sandbox.data;

import io.github.segments4j.sandbox.endpoints.Refusal;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes and reads tokens of pages: opaque and signed. Each tenant of each sandbox has a key of its own, so
 * that the tokens of another one are foreign.
 */
public final class Cursors {
    /**
     * What a token says.
     *
     * @param emptyPages how many in a row led to this offset: no token comes a second time in a walk
     * @param version that of the snapshot it leads to
     * @param end from when on it is refused, in whole milliseconds when it is read again
     */
    public record Cursor(int offset, int emptyPages, long version, Instant end) {}

    /** What a client may get wrong when it puts a token into an address; it may follow any token. */
    public static final String HOSTILE = " %2B+/=&#?;\u00e9\uD83D\uDE00";

    private static final int CONTENT = 2 * Integer.BYTES + 2 * Long.BYTES;
    private static final int SIGNATURE = 16;

    private final Mac mac;
    private final InstantSource clock;

    public Cursors(InstantSource clock) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        mac = mac(new SecretKeySpec(random, "HmacSHA256"));
        this.clock = clock;
    }

    public String write(Cursor cursor) {
        byte[] content = ByteBuffer.allocate(CONTENT)
                .putInt(cursor.offset())
                .putInt(cursor.emptyPages())
                .putLong(cursor.version())
                .putLong(cursor.end().toEpochMilli())
                .array();
        byte[] token = ByteBuffer.allocate(CONTENT + SIGNATURE)
                .put(content)
                .put(signature(content))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    public Cursor read(String token) throws Refusal {
        String plain = token.endsWith(HOSTILE) ? token.substring(0, token.length() - HOSTILE.length()) : token;
        ByteBuffer decoded = ByteBuffer.wrap(decoded(plain));
        byte[] content = new byte[CONTENT];
        byte[] signature = new byte[SIGNATURE];
        decoded.get(content).get(signature);
        if (!MessageDigest.isEqual(signature, signature(content))) {
            throw notOurs();
        }
        ByteBuffer read = ByteBuffer.wrap(content);
        Cursor cursor = new Cursor(read.getInt(), read.getInt(), read.getLong(), Instant.ofEpochMilli(read.getLong()));
        if (!clock.instant().isBefore(cursor.end())) {
            throw expired();
        }
        return cursor;
    }

    public static Refusal expired() {
        return new Refusal(400, "The parameter \"next_token\" has expired: start again without it.");
    }

    private static byte[] decoded(String token) throws Refusal {
        byte[] decoded;
        try {
            decoded = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            throw notOurs();
        }
        // The last digit has bits to spare: only one way to write a token is accepted.
        boolean same =
                Base64.getUrlEncoder().withoutPadding().encodeToString(decoded).equals(token);
        if (decoded.length != CONTENT + SIGNATURE || !same) {
            throw notOurs();
        }
        return decoded;
    }

    private static Refusal notOurs() {
        return new Refusal(
                400,
                "The parameter \"next_token\" is not one that this server gave for this tenant: start again without it.");
    }

    /** To look for an algorithm costs more than to use it. */
    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }

    private byte[] signature(byte[] content) {
        synchronized (mac) {
            return Arrays.copyOf(mac.doFinal(content), SIGNATURE);
        }
    }
}
