package io.github.segments4j.contract;

import io.github.segments4j.RateLimiter;
import java.time.Duration;

/** For servers that have none. */
final class NoRateLimit implements RateLimiter {
    @Override
    public long acquire(Duration atMost) {
        return 0;
    }

    @Override
    public void answered(long permit, Duration holdBack) {}
}
