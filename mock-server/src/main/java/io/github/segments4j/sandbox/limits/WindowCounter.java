package io.github.segments4j.sandbox.limits;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Counts the requests in each second of the clock. The weighted kind also counts the requests of the second before,
 * in proportion to how much of that second the last 1,000 ms still cover.
 */
public final class WindowCounter implements RateLimit {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final int max;
    private final int previousWeight;
    private final InstantSource clock;
    private long second = Long.MIN_VALUE;
    private int admitted;
    private int previous;

    private WindowCounter(int max, int previousWeight, InstantSource clock) {
        this.max = max;
        this.previousWeight = previousWeight;
        this.clock = clock;
    }

    /** Allows up to twice as many requests across the turn of a second. */
    public static RateLimit fixed(int max, InstantSource clock) {
        return new WindowCounter(max, 0, clock);
    }

    public static RateLimit weighted(int max, InstantSource clock) {
        return new WindowCounter(max, 1, clock);
    }

    @Override
    public synchronized boolean tryAcquire() {
        Instant now = clock.instant();
        if (now.getEpochSecond() != second) {
            previous = now.getEpochSecond() == second + 1 ? admitted : 0;
            admitted = 0;
            second = now.getEpochSecond();
        }
        // A request that came exactly a second ago no longer counts, as with the other limits.
        long covered = previousWeight * (SECOND - Math.max(1, now.getNano()));
        if (previous * covered + admitted * SECOND >= max * SECOND) {
            return false;
        }
        admitted++;
        return true;
    }
}
