/**
 * A quota that processes on many machines share through Redis: {@link io.github.segments4j.redis.RedisRateLimiter}.
 */
package io.github.segments4j.redis;
