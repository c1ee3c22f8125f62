package io.github.segments4j.sandbox.limits;

import java.time.InstantSource;

/** At most so many requests in each second of the clock: twice as many may come across its turn. */
public final class FixedWindow implements RateLimit {
    private final int most;
    private final InstantSource clock;
    private long second = Long.MIN_VALUE;
    private int admitted;

    public FixedWindow(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    @Override
    public synchronized boolean admits() {
        long now = clock.instant().getEpochSecond();
        if (now != second) {
            second = now;
            admitted = 0;
        }
        if (admitted >= most) {
            return false;
        }
        admitted++;
        return true;
    }
}
