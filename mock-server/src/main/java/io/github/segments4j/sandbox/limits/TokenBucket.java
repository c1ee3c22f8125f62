package io.github.segments4j.sandbox.limits;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A bucket of tokens, full at first and refilled evenly. Each request takes one token. A bucket of size 1 spaces
 * requests evenly.
 */
public final class TokenBucket implements RateLimit {
    /** A token in parts: whole numbers have no rounding error that would delay a token. */
    private static final long TOKEN = Duration.ofSeconds(1).toNanos();

    private final long capacity;
    private final int perSecond;
    private final InstantSource clock;
    private Instant filledAt;
    private long parts;

    public TokenBucket(int size, int perSecond, InstantSource clock) {
        capacity = size * TOKEN;
        this.perSecond = perSecond;
        this.clock = clock;
        filledAt = clock.instant();
        parts = capacity;
    }

    @Override
    public synchronized boolean tryAcquire() {
        Instant now = clock.instant();
        Duration passed = Duration.between(filledAt, now);
        filledAt = now;
        // A second fills the bucket, and so does a jump of the clock in either direction.
        if (passed.abs().compareTo(Duration.ofSeconds(1)) >= 0) {
            parts = capacity;
        } else if (!passed.isNegative()) {
            parts = Math.min(capacity, parts + perSecond * passed.toNanos());
        }
        if (parts < TOKEN) {
            return false;
        }
        parts -= TOKEN;
        return true;
    }
}
