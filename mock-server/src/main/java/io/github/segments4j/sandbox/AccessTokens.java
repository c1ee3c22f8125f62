package io.github.segments4j.sandbox;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The access tokens that are good now: a fixed one for the keyboard, and those made from the API key. */
final class AccessTokens {
  /** What the vendor's example says. */
  static final Duration LIFE = Duration.ofHours(1);

  /** The fixed one: known to all, so that it says where it belongs. It never expires. */
  static final String FIXED = "sandbox-access-token";

  /** How many are kept; older ones end early, so that a loop cannot fill the memory. Our choice. */
  private static final int MOST = 10_000;

  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Instant> ends = new LinkedHashMap<>();

  AccessTokens(InstantSource clock) {
    this.clock = clock;
  }

  synchronized String issue() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    String token = "sandbox-" + HexFormat.of().formatHex(bytes);
    ends.put(token, clock.instant().plus(LIFE));
    if (ends.size() > MOST) {
      ends.remove(ends.keySet().iterator().next());
    }
    return token;
  }

  synchronized void check(String token) throws Refusal {
    if (token.equals(FIXED)) {
      return;
    }
    Instant end = ends.get(token);
    if (end == null) {
      throw unauthorized("The access token is not valid.");
    }
    if (!clock.instant().isBefore(end)) {
      throw unauthorized("The access token has expired.");
    }
  }

  static Refusal unauthorized(String message) {
    return new Refusal(401, message, Map.of("WWW-Authenticate", "Bearer"));
  }
}
