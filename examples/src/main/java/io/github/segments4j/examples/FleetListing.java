package io.github.segments4j.examples;

import io.github.segments4j.SegmentsClient;
import io.github.segments4j.SegmentsClientBuilder;
import io.github.segments4j.redis.RedisRateLimiter;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;

/** Counts the segments, within a rate limit that all machines share through Redis. */
final class FleetListing {
    public static void main(String[] args) {
        RedisURI server = RedisURI.create(System.getenv("REDIS_URL")); // Such as redis://redis.example.com
        System.out.println(count(server, SegmentsClient.builder()));
    }

    static long count(RedisURI server, SegmentsClientBuilder settings) {
        try (RedisClient redis = RedisClient.create();
                RedisRateLimiter limiter = RedisRateLimiter.perSecond(10, redis, server, "segments:acme");
                SegmentsClient client = settings.rateLimiter(limiter).build()) {
            return client.count();
        }
    }
}
