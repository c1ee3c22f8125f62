package io.github.segments4j.benchmarks;

import static io.github.segments4j.benchmarks.report.Table.OURS;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.github.segments4j.RateLimiter;
import io.github.segments4j.redis.RedisRateLimiter;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.redisson.Redisson;
import org.redisson.api.RRateLimiter;
import org.redisson.api.RateType;
import org.redisson.config.Config;

/** How the processes of a group keep to one quota; {@code place}, a folder or a Redis, and {@code name} are the same in all. */
record Quota(Limiter limiter, String place, String name) implements Serializable {
    /** Each process with a limiter of its own. */
    static final Quota EACH = new Quota(Limiter.EACH, "", "");

    enum Limiter {
        EACH(OURS + " in each"),
        FILE(OURS + " on one file"),
        REDIS(OURS + " on Redis"),
        BUCKET4J("Bucket4j on Redis, 1 in 105 ms"),
        REDISSON("Redisson, 10 in 1,040 ms");

        private final String who;

        Limiter(String who) {
            this.who = who;
        }

        String who() {
            return who;
        }

        boolean needsRedis() {
            return compareTo(REDIS) >= 0;
        }
    }

    /** What others offer has no hold-back. */
    private record Shared(Library library) implements RateLimiter {
        interface Library {
            boolean acquire(Duration atMost) throws InterruptedException;
        }

        @Override
        public long acquire(Duration atMost) throws InterruptedException, TimeoutException {
            if (!library.acquire(atMost)) {
                throw new TimeoutException();
            }
            return 0;
        }

        @Override
        public void answered(long permit, Duration holdBack) {}
    }

    RateLimiter open() {
        return switch (limiter) {
            case EACH -> RateLimiter.perSecond(10);
            case FILE -> RateLimiter.shared(Path.of(place, name));
            case REDIS -> RedisRateLimiter.perSecond(10, RedisClient.create(), RedisURI.create(place), name);
            case BUCKET4J -> bucket4j();
            case REDISSON -> redisson();
        };
    }

    private RateLimiter bucket4j() {
        BucketConfiguration evenly = BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(1).refillGreedy(1, Duration.ofMillis(105)))
                .build();
        Bucket bucket = Bucket4jLettuce.casBasedBuilder(RedisClient.create(place))
                .build()
                .getProxy(name.getBytes(StandardCharsets.UTF_8), () -> evenly);
        return new Shared(atMost -> bucket.asBlocking().tryConsume(1, atMost));
    }

    private RateLimiter redisson() {
        Config config = new Config();
        config.useSingleServer().setAddress(place);
        RRateLimiter limiter = Redisson.create(config).getRateLimiter(name);
        limiter.trySetRate(RateType.OVERALL, 10, Duration.ofMillis(1_040));
        return new Shared(limiter::tryAcquire);
    }
}
