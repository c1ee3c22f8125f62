package io.github.segments4j.examples;

import io.github.segments4j.RateLimiter;
import java.time.Duration;

/** Lets each request wait long enough for an event, and no longer. */
final class SpinningLimiter implements RateLimiter {
    @Override
    public long acquire(Duration patience) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < 2_000_000) {
            Thread.onSpinWait();
        }
        return start;
    }

    @Override
    public void answered(long permit, Duration holdBack) {}
}
