package io.github.segments4j.sandbox.data;

import io.github.segments4j.sandbox.http.HttpException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
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
        ByteBuffer token = ByteBuffer.allocate(CONTENT_BYTES + SIGNATURE_BYTES)
                .putInt(cursor.offset())
                .putInt(cursor.emptyPages())
                .putLong(cursor.version())
                .putLong(cursor.expiry().toEpochMilli());
        byte[] signature = mac.doFinal(Arrays.copyOf(token.array(), CONTENT_BYTES));
        token.put(signature, 0, SIGNATURE_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
    }

    /** A token is valid if encoding its content again gives the same token, signature and spelling included. */
    Cursor decode(String token) throws HttpException {
        try {
            ByteBuffer content = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
            Cursor cursor = new Cursor(
                    content.getInt(), content.getInt(), content.getLong(), Instant.ofEpochMilli(content.getLong()));
            if (encode(cursor).equals(token)) {
                return cursor;
            }
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            // It is no Base64 or too short: refused below.
        }
        throw new HttpException(
                400,
                "The parameter \"next_token\" is not one that this server gave for this tenant: start again without it.");
    }
}
