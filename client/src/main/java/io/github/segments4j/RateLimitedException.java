package io.github.segments4j;

/**
 * The server still answered 429 after all retries: something else uses the same quota. Or so many requests
 * wait for the client's own rate limiter that this one could not start before its deadline.
 */
public final class RateLimitedException extends SegmentsException {
    RateLimitedException(Problem problem) {
        super(problem, "Others may be using the same quota: try again later", null);
    }
}
