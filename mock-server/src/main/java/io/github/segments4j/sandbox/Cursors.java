package io.github.segments4j.sandbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens of pages: opaque, signed, bound to a tenant and to its data, and nothing to remember. The key is
 * this sandbox's own, so that another one's tokens are foreign.
 */
final class Cursors {
  /** Our choice: the vendor publishes none. */
  private static final Duration LIFE = Duration.ofHours(1);

  private static final int CONTENT = Integer.BYTES + Long.BYTES;
  private static final int SIGNATURE = 16;

  private final SecretKeySpec key;
  private final InstantSource clock;

  Cursors(InstantSource clock) {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.key = new SecretKeySpec(random, "HmacSHA256");
    this.clock = clock;
  }

  /**
   * A token that leads to an offset.
   *
   * @param scope the tenant and the data that the token is good for
   */
  String at(int offset, String scope) {
    byte[] content = ByteBuffer.allocate(CONTENT)
        .putInt(offset)
        .putLong(clock.instant().plus(LIFE).toEpochMilli())
        .array();
    byte[] token = ByteBuffer.allocate(CONTENT + SIGNATURE)
        .put(content)
        .put(signature(content, scope))
        .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  int offset(String token, String scope) throws Refusal {
    ByteBuffer decoded = ByteBuffer.wrap(decoded(token));
    byte[] content = new byte[CONTENT];
    byte[] signature = new byte[SIGNATURE];
    decoded.get(content).get(signature);
    if (!MessageDigest.isEqual(signature, signature(content, scope))) {
      throw notOurs();
    }
    ByteBuffer read = ByteBuffer.wrap(content);
    int offset = read.getInt();
    if (!clock.instant().isBefore(Instant.ofEpochMilli(read.getLong()))) {
      throw new Refusal(400, "The parameter \"next_token\" has expired: start again without it.");
    }
    return offset;
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

  private byte[] signature(byte[] content, String scope) {
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      mac.update(content);
      byte[] whole = mac.doFinal(scope.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.allocate(SIGNATURE).put(whole, 0, SIGNATURE).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }
}
