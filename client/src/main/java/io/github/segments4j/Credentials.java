package io.github.segments4j;

import java.util.Optional;

/** Where access tokens come from. Safe for use by many threads. */
interface Credentials {
    /** The token to send now. */
    String token(Deadline deadline);

    /** Another token than the one that the server has just rejected, if there is one. */
    default Optional<String> tokenInsteadOf(String rejected, Deadline deadline) {
        return Optional.of(token(deadline)).filter(token -> !token.equals(rejected));
    }
}
