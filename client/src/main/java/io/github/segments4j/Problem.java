package io.github.segments4j;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with one attempt, as far as the layer that saw it knows.
 *
 * @param what a sentence without its full stop: what happened to which request
 * @param status the HTTP status, 0 if there was none
 * @param serverMessage the {@code message} of the server's error body
 * @param retryAfter how long the server asks to wait
 * @param retryable whether the same request may succeed a moment later
 */
record Problem(
    String what,
    int status,
    @Nullable String serverMessage,
    @Nullable String requestId,
    @Nullable String traceId,
    @Nullable Duration retryAfter,
    boolean retryable)
    implements Serializable {

  static Problem of(String what) {
    return new Problem(what, 0, null, null, null, null, false);
  }

  Problem withStatus(int status) {
    return new Problem(what, status, serverMessage, requestId, traceId, retryAfter, retryable);
  }

  Problem worthRetrying() {
    return new Problem(what, status, serverMessage, requestId, traceId, retryAfter, true);
  }
}
