package io.github.segments4j.benchmarks;

import com.google.common.util.concurrent.RateLimiter;
import dev.failsafe.RateLimiterBuilder;
import io.github.bucket4j.BandwidthBuilder.BandwidthBuilderBuildStage;
import io.github.bucket4j.BandwidthBuilder.BandwidthBuilderCapacityStage;
import io.github.bucket4j.Bucket;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The libraries that limit a rate, each set to 10 requests a second. */
final class Limiters {
    private static final Duration SECOND = Duration.ofSeconds(1);

    static final Map<String, Supplier<Gate>> LIBRARIES = new TreeMap<>(Map.of(
            "Guava, 10 a second", () -> RateLimiter.create(10)::acquire,
            "Bucket4j, 10 a second, greedy",
                    () -> bucket(limit -> limit.capacity(10).refillGreedy(10, SECOND)),
            "Bucket4j, 10 a second, intervally",
                    () -> bucket(limit -> limit.capacity(10).refillIntervally(10, SECOND)),
            "Bucket4j, 1 in 100 ms", () -> bucket(limit -> limit.capacity(1).refillGreedy(1, SECOND.dividedBy(10))),
            "Resilience4j, 10 a second", Limiters::resilience4j,
            "Failsafe, smooth", () -> failsafe(dev.failsafe.RateLimiter.smoothBuilder(10, SECOND)),
            "Failsafe, bursty", () -> failsafe(dev.failsafe.RateLimiter.burstyBuilder(10, SECOND))));

    /** Blocks until one request may start. */
    interface Gate {
        void pass() throws InterruptedException;
    }

    private static Gate failsafe(RateLimiterBuilder<Object> settings) {
        return settings.build()::acquirePermit;
    }

    private static Gate bucket(Function<BandwidthBuilderCapacityStage, BandwidthBuilderBuildStage> limit) {
        Bucket bucket = Bucket.builder().addLimit(limit).build();
        return () -> bucket.asBlocking().consume(1);
    }

    private static Gate resilience4j() {
        RateLimiterConfig config = RateLimiterConfig.custom()
                .limitForPeriod(10)
                .limitRefreshPeriod(Duration.ofSeconds(1))
                .timeoutDuration(Duration.ofMinutes(1))
                .build();
        return io.github.resilience4j.ratelimiter.RateLimiter.of("segments", config)::acquirePermission;
    }
}
