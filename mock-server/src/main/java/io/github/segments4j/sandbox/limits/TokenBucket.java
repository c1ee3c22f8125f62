package io.github.segments4j.sandbox.limits;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A bucket, full at first, from which each request takes a token, refilled evenly. With room for one token it
 * spaces requests evenly.
 */
public final class TokenBucket implements RateLimit {
    /** Parts of a token: whole numbers, so that it comes when it is due and not a rounding error later. */
    private static final long TOKEN = Duration.ofSeconds(1).toNanos();

    private final long room;
    private final int perSecond;
    private final InstantSource clock;
    private Instant filled;
    private long parts;

    public TokenBucket(int size, int perSecond, InstantSource clock) {
        room = size * TOKEN;
        this.perSecond = perSecond;
        this.clock = clock;
        filled = clock.instant();
        parts = room;
    }

    @Override
    public synchronized boolean admits() {
        Instant now = clock.instant();
        Duration passed = Duration.between(filled, now);
        filled = now;
        // A second fills it, and so does a jump of the clock, forwards or back.
        if (passed.abs().compareTo(Duration.ofSeconds(1)) >= 0) {
            parts = room;
        } else if (!passed.isNegative()) {
            parts = Math.min(room, parts + perSecond * passed.toNanos());
        }
        if (parts < TOKEN) {
            return false;
        }
        parts -= TOKEN;
        return true;
    }
}
