package io.github.segments4j;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Describes one failed attempt. An {@link AttemptFailure} carries it to the retry loop; a {@link SegmentsException}
 * reports the last one.
 *
 * @param what a sentence without its full stop: what happened to which request
 * @param isTransient whether the same request may succeed a moment later
 * @param status the HTTP status, 0 if there was none
 * @param headers of the response, by names in any case
 * @param retryAfter how long the server asks to wait; null if it does not
 * @param serverMessage the {@code message} of the server's error body
 * @param advice what to do next, without a full stop; null for the usual advice of the kind
 */
record Problem(
        Kind kind,
        String what,
        boolean isTransient,
        int status,
        Map<String, List<String>> headers,
        @Nullable Duration retryAfter,
        @Nullable String serverMessage,
        @Nullable String requestId,
        @Nullable String traceId,
        @Nullable String advice)
        implements Serializable {
    /** The status that is the server's pace rather than a failure. */
    static final int TOO_MANY_REQUESTS = 429;

    /** There is an exception for each kind. */
    enum Kind {
        AUTHENTICATION,
        PERMISSION,
        INVALID_REQUEST,
        PAGE_TOKEN,
        RATE_LIMITED,
        SERVER,
        CONNECTION,
        PROTOCOL
    }

    /** A problem without a response. */
    static Problem of(Kind kind, String what) {
        return new Problem(kind, what, false, 0, Map.of(), null, null, null, null, null);
    }

    /** A problem with a response. */
    static Problem of(
            Kind kind, String what, int status, Map<String, List<String>> headers, @Nullable Duration retryAfter) {
        return new Problem(kind, what, false, status, headers, retryAfter, null, null, null, null);
    }

    static Problem interrupted(String request) {
        return of(Kind.CONNECTION, request + " was given up: its thread was interrupted")
                .withAdvice("It can be sent again");
    }

    Problem withBody(@Nullable String message, @Nullable String request, @Nullable String trace) {
        return new Problem(kind, what, isTransient, status, headers, retryAfter, message, request, trace, advice);
    }

    Problem withAdvice(String given) {
        return new Problem(
                kind, what, isTransient, status, headers, retryAfter, serverMessage, requestId, traceId, given);
    }

    Duration retryAfterOrZero() {
        return retryAfter == null ? Duration.ZERO : retryAfter;
    }

    Problem asTransient() {
        return new Problem(kind, what, true, status, headers, retryAfter, serverMessage, requestId, traceId, advice);
    }
}
