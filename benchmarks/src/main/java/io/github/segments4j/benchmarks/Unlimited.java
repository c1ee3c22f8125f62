package io.github.segments4j.benchmarks;

import io.github.segments4j.RateLimiter;
import java.time.Duration;

/** Lets everything through, where the limit is not what is measured. */
final class Unlimited implements RateLimiter {
    @Override
    public long acquire(Duration atMost) {
        return 0;
    }

    @Override
    public void answered(long permit, Duration holdBack) {}
}
