package io.github.segments4j.sandbox.limits;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Two counters that stand in for a log: this second's requests, and of those of the second before the share
 * that the last 1,000 ms still cover.
 */
public final class WeightedWindow implements RateLimit {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final int most;
    private final InstantSource clock;
    private long second = Long.MIN_VALUE;
    private int admitted;
    private int before;

    public WeightedWindow(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    @Override
    public synchronized boolean admits() {
        Instant now = clock.instant();
        if (now.getEpochSecond() != second) {
            before = now.getEpochSecond() == second + 1 ? admitted : 0;
            admitted = 0;
            second = now.getEpochSecond();
        }
        // What came a second ago to the nanosecond is over, as with the other limits.
        long covered = SECOND - Math.max(1, now.getNano());
        if (before * covered + admitted * SECOND >= most * SECOND) {
            return false;
        }
        admitted++;
        return true;
    }
}
