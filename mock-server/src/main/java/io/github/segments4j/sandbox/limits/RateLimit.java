package io.github.segments4j.sandbox.limits;

/** Decides which requests are too many. Safe for use by many threads. */
public interface RateLimit {
    /** Counts a request if it is within the limit. A request that is refused does not count. */
    boolean tryAcquire();
}
