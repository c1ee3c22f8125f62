package io.github.segments4j;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt ran into.
 *
 * @param what a sentence without its full stop: what happened to which request
 * @param isTransient whether the same request may succeed a moment later
 * @param status the HTTP status, 0 if there was none
 * @param headers of the response, by names in any case
 * @param retryAfter how long the server asks to wait; null if it does not
 * @param serverMessage the {@code message} of the server's error body
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
        @Nullable String traceId)
        implements Serializable {
    /** The status that is the server's pace rather than a failure. */
    static final int TOO_MANY_REQUESTS = 429;

    /** One for each exception. */
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

    /** One without a response. */
    static Problem of(Kind kind, String what) {
        return new Problem(kind, what, false, 0, Map.of(), null, null, null, null);
    }

    Problem withBody(@Nullable String message, @Nullable String request, @Nullable String trace) {
        return new Problem(kind, what, isTransient, status, headers, retryAfter, message, request, trace);
    }

    Duration retryAfterOrZero() {
        return retryAfter == null ? Duration.ZERO : retryAfter;
    }

    Problem asTransient() {
        return new Problem(kind, what, true, status, headers, retryAfter, serverMessage, requestId, traceId);
    }
}
