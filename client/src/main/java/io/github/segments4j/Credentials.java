package io.github.segments4j;

import java.util.Optional;

/** Where access tokens come from. Safe for use by many threads. */
interface Credentials {
  /** The token to send now. */
  String token();

  /** Another token than the one that the server has just rejected, if there is one. */
  default Optional<String> tokenInsteadOf(String rejected) {
    return Optional.of(token()).filter(token -> !token.equals(rejected));
  }
}
