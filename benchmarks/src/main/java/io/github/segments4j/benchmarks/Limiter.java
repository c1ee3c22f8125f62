package io.github.segments4j.benchmarks;

import com.google.common.util.concurrent.RateLimiter;
import io.github.bucket4j.BlockingBucket;
import io.github.bucket4j.Bucket;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;

/** What one would take to stay within 10 requests a second, set to just that. */
enum Limiter {
    GUAVA("Guava, 10 a second"),
    BUCKET4J_GREEDY("Bucket4j, 10 a second, greedy"),
    BUCKET4J_INTERVALLY("Bucket4j, 10 a second, intervally"),
    BUCKET4J_SPACED("Bucket4j, 1 in 100 ms"),
    RESILIENCE4J("Resilience4j, 10 a second"),
    FAILSAFE_SMOOTH("Failsafe, smooth"),
    FAILSAFE_BURSTY("Failsafe, bursty");

    private static final int PER_SECOND = 10;
    private static final Duration SECOND = Duration.ofSeconds(1);

    final String title;

    Limiter(String title) {
        this.title = title;
    }

    /** Waits until one request may start. */
    interface Gate {
        void pass() throws InterruptedException;
    }

    Gate open() {
        return switch (this) {
            case GUAVA -> RateLimiter.create(PER_SECOND)::acquire;
            case BUCKET4J_GREEDY ->
                gate(Bucket.builder()
                        .addLimit(limit -> limit.capacity(PER_SECOND).refillGreedy(PER_SECOND, SECOND))
                        .build());
            case BUCKET4J_INTERVALLY ->
                gate(Bucket.builder()
                        .addLimit(limit -> limit.capacity(PER_SECOND).refillIntervally(PER_SECOND, SECOND))
                        .build());
            case BUCKET4J_SPACED ->
                gate(Bucket.builder()
                        .addLimit(limit -> limit.capacity(1).refillGreedy(1, SECOND.dividedBy(PER_SECOND)))
                        .build());
            case RESILIENCE4J -> {
                io.github.resilience4j.ratelimiter.RateLimiter limiter =
                        io.github.resilience4j.ratelimiter.RateLimiter.of(
                                title,
                                RateLimiterConfig.custom()
                                        .limitForPeriod(PER_SECOND)
                                        .limitRefreshPeriod(SECOND)
                                        .timeoutDuration(Duration.ofMinutes(1))
                                        .build());
                yield limiter::acquirePermission;
            }
            case FAILSAFE_SMOOTH ->
                dev.failsafe.RateLimiter.smoothBuilder(PER_SECOND, SECOND).build()::acquirePermit;
            case FAILSAFE_BURSTY ->
                dev.failsafe.RateLimiter.burstyBuilder(PER_SECOND, SECOND).build()::acquirePermit;
        };
    }

    private static Gate gate(Bucket bucket) {
        BlockingBucket blocking = bucket.asBlocking();
        return () -> blocking.consume(1);
    }
}
