package io.github.segments4j.sandbox;

import io.github.segments4j.sandbox.limits.RateLimit;
import io.github.segments4j.sandbox.limits.SlidingLog;
import io.github.segments4j.sandbox.limits.TokenBucket;
import io.github.segments4j.sandbox.limits.WindowCounter;
import java.time.InstantSource;

/**
 * How the sandbox counts requests. The vendor publishes a rate of 10 requests a second, but not how it counts them, so
 * a client must cope with each of these. A request that is refused does not count.
 */
public enum Limit {
    /** A maximum in any period of one second. */
    SLIDING,
    /** A maximum in each second of the clock. */
    FIXED,
    /** A token bucket that holds the tokens of one second and is refilled evenly. */
    BUCKET,
    /**
     * A maximum for this second of the clock and the one before, which counts in proportion to how much of it the last
     * 1,000 ms still cover.
     */
    WEIGHTED,
    /** One request at a time, evenly spaced: at 10 a second, 100 ms apart or more. */
    PACED,
    /** Any number of requests. */
    NONE;

    RateLimit create(int perSecond, InstantSource clock) {
        return switch (this) {
            case SLIDING -> new SlidingLog(perSecond, clock);
            case FIXED -> WindowCounter.fixed(perSecond, clock);
            case BUCKET -> new TokenBucket(perSecond, perSecond, clock);
            case WEIGHTED -> WindowCounter.weighted(perSecond, clock);
            case PACED -> new TokenBucket(1, perSecond, clock);
            case NONE -> () -> true;
        };
    }
}
