package io.github.segments4j.cli.output;

import io.github.segments4j.RateLimiter;
import java.time.Duration;

/** For a server that has no rate limit. */
final class NoLimit implements RateLimiter {
    @Override
    public long acquire(Duration atMost) {
        return 0;
    }

    @Override
    public void answered(long permit, Duration holdBack) {}
}
