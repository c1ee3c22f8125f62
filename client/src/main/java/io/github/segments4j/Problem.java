package io.github.segments4j;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with one attempt, as far as the layer that saw it knows.
 *
 * @param what a sentence without its full stop: what happened to which request
 * @param status the HTTP status, 0 if there was none
 * @param serverMessage the {@code message} of the server's error body
 * @param retryAfter how long the server asks to wait, zero if it does not
 * @param retryable whether the same request may succeed a moment later
 */
record Problem(
        String what,
        int status,
        @Nullable String serverMessage,
        @Nullable String requestId,
        @Nullable String traceId,
        Duration retryAfter,
        boolean retryable) {

    static Problem of(String what) {
        return of(what, 0, false);
    }

    static Problem of(String what, int status, boolean retryable) {
        return new Problem(what, status, null, null, null, Duration.ZERO, retryable);
    }
}
