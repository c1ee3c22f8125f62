package io.github.segments4j;

/**
 * The server answered 429 until the deadline, or asked for a longer wait than is allowed: something else uses the same
 * quota. Or so many requests wait for the client's own rate limiter that this one could not start before its deadline.
 */
public final class RateLimitedException extends SegmentsException {
    private static final long serialVersionUID = 1L;

    RateLimitedException(AttemptFailure last, RetrySummary retries, PagePosition position) {
        super(last, retries, position, "Others may be using the same quota: try again later");
    }
}
