package io.github.segments4j.sandbox;

import io.github.segments4j.sandbox.limits.FixedWindow;
import io.github.segments4j.sandbox.limits.RateLimit;
import io.github.segments4j.sandbox.limits.SlidingLog;
import io.github.segments4j.sandbox.limits.TokenBucket;
import io.github.segments4j.sandbox.limits.WeightedWindow;
import java.time.InstantSource;

/**
 * How the sandbox counts requests. The vendor publishes a rate, 10 requests a second, and not how it is
 * counted: a client must live with each of these. A request that is refused does not count.
 */
public enum Limit {
    /** So many requests in any second: a log of the last second. */
    SLIDING,
    /** So many requests in each second of the clock. */
    FIXED,
    /** A bucket that holds a second's requests and is refilled evenly. */
    BUCKET,
    /**
     * So many requests in this second of the clock and the one before, whose count weighs as much of itself as
     * the last 1,000 ms still cover.
     */
    WEIGHTED,
    /** One request at a time, evenly spaced: at 10 a second, 100 ms apart or more. */
    PACED,
    /** Any number of requests. */
    NONE;

    public RateLimit of(int perSecond, InstantSource clock) {
        return switch (this) {
            case SLIDING -> new SlidingLog(perSecond, clock);
            case FIXED -> new FixedWindow(perSecond, clock);
            case BUCKET -> new TokenBucket(perSecond, perSecond, clock);
            case WEIGHTED -> new WeightedWindow(perSecond, clock);
            case PACED -> new TokenBucket(1, perSecond, clock);
            case NONE -> () -> true;
        };
    }
}
