package io.github.segments4j.sandbox.data;

import io.github.segments4j.sandbox.http.HttpException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns cursors into page tokens and back. Tokens are opaque and signed with a key of this codec, so that altered
 * tokens and tokens of other tenants are refused. Not safe for use by several threads at once.
 */
final class CursorCodec {
    /**
     * What a page token says.
     *
     * @param emptyPages how many empty pages in a row led to this offset, so that no token comes twice in a listing
     * @param version of the snapshot
     * @param expiry from when on the token is refused, in whole milliseconds after decoding
     */
    record Cursor(int offset, int emptyPages, long version, Instant expiry) {}

    private static final int CONTENT_BYTES = 2 * Integer.BYTES + 2 * Long.BYTES;
    private static final int SIGNATURE_BYTES = 16;

    /** To look up the algorithm for each token would cost more than to use it. */
    private final Mac mac;

    CursorCodec() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(random, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }

    String encode(Cursor cursor) {
        byte[] content = ByteBuffer.allocate(CONTENT_BYTES)
                .putInt(cursor.offset())
                .putInt(cursor.emptyPages())
                .putLong(cursor.version())
                .putLong(cursor.expiry().toEpochMilli())
                .array();
        return text(ByteBuffer.allocate(CONTENT_BYTES + SIGNATURE_BYTES)
                .put(content)
                .put(signature(content))
                .array());
    }

    Cursor decode(String token) throws HttpException {
        byte[] bytes = bytes(token).orElseThrow(CursorCodec::foreign);
        byte[] content = Arrays.copyOf(bytes, CONTENT_BYTES);
        byte[] signature = Arrays.copyOfRange(bytes, CONTENT_BYTES, bytes.length);
        if (!MessageDigest.isEqual(signature, signature(content))) {
            throw foreign();
        }
        ByteBuffer read = ByteBuffer.wrap(content);
        return new Cursor(read.getInt(), read.getInt(), read.getLong(), Instant.ofEpochMilli(read.getLong()));
    }

    private static String text(byte[] token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** The last digit of Base64 has spare bits, which decoding ignores: only one spelling of a token is accepted. */
    private static Optional<byte[]> bytes(String token) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            return Optional.of(bytes)
                    .filter(all -> all.length == CONTENT_BYTES + SIGNATURE_BYTES)
                    .filter(all -> text(all).equals(token));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static HttpException foreign() {
        return new HttpException(
                400,
                "The parameter \"next_token\" is not one that this server gave for this tenant: start again without it.");
    }

    private byte[] signature(byte[] content) {
        return Arrays.copyOf(mac.doFinal(content), SIGNATURE_BYTES);
    }
}
