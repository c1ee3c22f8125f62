package io.github.segments4j.sandbox;

import io.github.segments4j.sandbox.http.HttpDate;
import java.time.Instant;
import java.util.Map;

/** Whether the rate limit's 429 says when to try again. The vendor documents no such header. */
public enum RetryAfter {
    /** No {@code Retry-After}. */
    NONE,
    /** {@code Retry-After: 1}, in seconds. */
    SECONDS,
    /** {@code Retry-After} with a date: by the sandbox's clock, the second whole second from now. */
    DATE;

    /** After one second, each kind of limit admits at least one request. */
    Map<String, String> headers(Instant now) {
        return switch (this) {
            case NONE -> Map.of();
            case SECONDS -> Map.of("Retry-After", "1");
            case DATE -> Map.of("Retry-After", HttpDate.format(now.plusSeconds(2)));
        };
    }
}
