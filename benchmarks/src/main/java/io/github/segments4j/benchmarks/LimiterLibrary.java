package io.github.segments4j.benchmarks;

import com.google.common.util.concurrent.RateLimiter;
import io.github.bucket4j.BandwidthBuilder.BandwidthBuilderBuildStage;
import io.github.bucket4j.BandwidthBuilder.BandwidthBuilderCapacityStage;
import io.github.bucket4j.Bucket;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/** The libraries that limit a rate, each set to 10 requests a second. */
@SuppressWarnings("ImmutableEnumChecker") // The lambdas have no state.
enum LimiterLibrary {
    GUAVA("Guava, 10 a second", () -> RateLimiter.create(10)::acquire),
    BUCKET4J_GREEDY(
            "Bucket4j, 10 a second, greedy",
            () -> bucket(limit -> limit.capacity(10).refillGreedy(10, Duration.ofSeconds(1)))),
    BUCKET4J_INTERVALLY(
            "Bucket4j, 10 a second, intervally",
            () -> bucket(limit -> limit.capacity(10).refillIntervally(10, Duration.ofSeconds(1)))),
    BUCKET4J_SPACED(
            "Bucket4j, 1 in 100 ms", () -> bucket(limit -> limit.capacity(1).refillGreedy(1, Duration.ofMillis(100)))),
    RESILIENCE4J("Resilience4j, 10 a second", LimiterLibrary::resilience4j),
    FAILSAFE_SMOOTH(
            "Failsafe, smooth",
            () -> dev.failsafe.RateLimiter.smoothBuilder(10, Duration.ofSeconds(1))
                    .build()::acquirePermit),
    FAILSAFE_BURSTY(
            "Failsafe, bursty",
            () -> dev.failsafe.RateLimiter.burstyBuilder(10, Duration.ofSeconds(1))
                    .build()::acquirePermit);

    private final String who;
    private final Supplier<Gate> create;

    LimiterLibrary(String who, Supplier<Gate> create) {
        this.who = who;
        this.create = create;
    }

    /** Blocks until one request may start. */
    private interface Gate {
        void pass() throws InterruptedException;
    }

    /** The name in the tables. */
    String who() {
        return who;
    }

    /** A hand-written client whose requests pass a new limiter. */
    Lister.OfPages limited(Target target) {
        Lister.OfPages reader = new HandWritten(target).databind();
        Gate gate = create.get();
        return (pageSize, token) -> {
            gate.pass();
            return reader.page(pageSize, token);
        };
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
