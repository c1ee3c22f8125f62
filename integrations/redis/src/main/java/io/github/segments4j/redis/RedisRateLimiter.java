package io.github.segments4j.redis;

import io.github.segments4j.RateLimiter;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A rate limiter that all processes with the same Redis key share, on any number of machines. It spaces requests
 * evenly, at 95 % of the quota. At 10 requests a second they are 105 ms apart, and 120 ms apart for 1.2 s after the
 * first request of a process or the first one after a pause of 10 s. Requests start in the order in which the threads
 * of all processes ask, and the clock of Redis counts. After a 429, all processes wait, and their common pace falls and
 * recovers like that of {@link RateLimiter#perSecond(int)}.
 *
 * <p>If Redis does not answer within half a second, or answers with an error, this process logs a warning and uses a
 * limiter of its own. It then uses 85 % of its recent part of the quota. If no other process used the quota, it goes on
 * at the pace of {@link RateLimiter#perSecond(int)} after a refusal, which has no bursts at first. While requests are made, it tries to connect
 * once a second, and shares the quota again as soon as Redis answers. No exception of Redis or Lettuce leaves this
 * class.
 *
 * <p>The limiter opens one connection, which {@link #close()} closes. The Redis client belongs to the caller, and must
 * be shut down after the limiter is closed. A limiter is safe for use by many threads; several clients may use it.
 *
 * <p>A thread that is interrupted, or cannot wait long enough, gives its start back. If a later one was already handed
 * out, the start that was given back stays unused.
 *
 * <p>It needs Redis 5 or later, or Valkey, and the commands {@code EVALSHA}, {@code EVAL}, {@code TIME}, {@code HMGET},
 * {@code HSET}, {@code HINCRBY} and {@code PEXPIRE}. The key is a hash of 8 fields, which Redis deletes after 10
 * minutes without requests. If it is lost earlier, the schedule starts anew.
 */
public final class RedisRateLimiter implements RateLimiter, AutoCloseable {
    /** A permit of the shared schedule. Permits of the local limiter are never negative. */
    private static final long SHARED = -1;

    /**
     * A thread wakes up late, and the answer takes longer on a busy machine. A refusal that comes later is too late for this
     * start. Our choice: half of the spacing at 10 requests a second.
     */
    private static final Duration ASK_AHEAD = Duration.ofMillis(50);

    private final SharedSchedule schedule;
    private final OwnShare share;
    private final RateLimiter local;
    private final AtomicBoolean isAlone = new AtomicBoolean();

    private RedisRateLimiter(SharedSchedule schedule, OwnShare share, RateLimiter local) {
        this.schedule = schedule;
        this.share = share;
        this.local = local;
    }

    /**
     * Shares a quota through one Redis server, with or without Sentinel. Waits up to 5 seconds for the first
     * connection, and starts without Redis if there is none by then.
     *
     * @param requests the server's limit for all processes together, 1 to 1,000 requests a second; the vendor's is 10.
     *     All processes with the same key must set the same
     * @param client opens the connection
     * @param uri the server
     * @param key the Redis key, one for each quota, such as {@code segments:acme}
     * @return a limiter, to be closed before the client is shut down
     * @throws IllegalArgumentException if the limit is out of bounds or the key is empty
     */
    public static RedisRateLimiter perSecond(int requests, RedisClient client, RedisURI uri, String key) {
        return perSecond(
                requests,
                key,
                () -> client.connectAsync(StringCodec.UTF8, uri)
                        .thenApply(connection -> new Connection(connection, connection.async())));
    }

    /**
     * Shares a quota through a Redis cluster. Otherwise the same as {@link #perSecond(int, RedisClient, RedisURI,
     * String)}.
     *
     * @param requests the server's limit for all processes together, 1 to 1,000 requests a second; the vendor's is 10.
     *     All processes with the same key must set the same
     * @param client opens the connection
     * @param key the Redis key, one for each quota, such as {@code segments:acme}
     * @return a limiter, to be closed before the client is shut down
     * @throws IllegalArgumentException if the limit is out of bounds or the key is empty
     */
    public static RedisRateLimiter perSecond(int requests, RedisClusterClient client, String key) {
        // The nodes may have changed: after a failover, the client would go on with the old ones.
        return perSecond(
                requests,
                key,
                () -> client.refreshPartitionsAsync()
                        .thenCompose(refreshed -> client.connectAsync(StringCodec.UTF8))
                        .thenApply(connection -> new Connection(connection, connection.async())));
    }

    private static RedisRateLimiter perSecond(int requests, String key, Connection.Opener opener) {
        RateLimiter local = RateLimiter.perSecond(requests);
        if (key.isEmpty()) {
            throw new IllegalArgumentException("The Redis key must not be empty: set one for each quota");
        }
        return new RedisRateLimiter(new SharedSchedule(requests, key, opener), new OwnShare(requests), local);
    }

    @Override
    public long acquire(Duration atMost) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            long asked = System.nanoTime();
            Optional<SharedSchedule.Start> booked = book(end);
            if (booked.isEmpty()) {
                share.await(Duration.ofNanos(until(end)));
                if (schedule.isAway()) {
                    if (!isAlone.getAndSet(true)) {
                        // As after a refusal, without a burst: it would follow the last starts of Redis too closely.
                        local.answered(SHARED, Duration.ofMillis(1));
                    }
                    return local.acquire(Duration.ofNanos(until(end)));
                }
                continue;
            }
            if (booked.get().waiting().toNanos() > until(end)) { // Redis does not know how long its answer takes.
                schedule.release(booked.get());
                throw new TimeoutException();
            }
            isAlone.set(false);
            long roundTrip = System.nanoTime() - asked;
            share.shared(booked.get().number());
            if (standsWhenDue(booked.get(), roundTrip)) {
                return SHARED;
            }
        }
    }

    @Override
    public void answered(long permit, Duration holdBack) {
        boolean isRefused = !holdBack.isZero();
        if (isRefused) {
            var unused = schedule.refuse(holdBack);
        }
        if (isRefused || permit != SHARED) {
            local.answered(permit, holdBack);
        }
    }

    /** Closes the connection to Redis. After that, this process limits its requests alone. */
    @Override
    public void close() {
        schedule.close();
    }

    /** Books the next start. Empty if Redis is away. */
    private Optional<SharedSchedule.Start> book(long end) throws InterruptedException, TimeoutException {
        long left = until(end);
        CompletableFuture<Optional<SharedSchedule.Start>> booking = schedule.book(Duration.ofNanos(left));
        try {
            Optional<SharedSchedule.Start> start = booking.get(left, TimeUnit.NANOSECONDS);
            return Optional.of(start.orElseThrow(TimeoutException::new));
        } catch (ExecutionException redisIsAway) {
            return Optional.empty();
        } catch (InterruptedException | TimeoutException e) {
            var unused = booking.thenAccept(start -> start.ifPresent(schedule::release));
            throw e;
        }
    }

    /**
     * Waits for a start. False if it is void, because the API refused a request meanwhile or Redis cannot be reached.
     */
    private boolean standsWhenDue(SharedSchedule.Start start, long roundTrip) throws InterruptedException {
        long wait = start.waiting().toNanos();
        long due = System.nanoTime() + wait;
        try {
            if (wait > roundTrip) {
                // So that the answer arrives before the start is due, even if it takes longer than the last one.
                sleepUntil(due - Math.max(2 * roundTrip, ASK_AHEAD.toNanos()));
                if (!stands(start, due)) {
                    return false;
                }
            }
            sleepUntil(due);
            return true;
        } catch (InterruptedException e) {
            schedule.release(start);
            throw e;
        }
    }

    private boolean stands(SharedSchedule.Start start, long due) throws InterruptedException {
        try {
            return schedule.stands(start).get(until(due), TimeUnit.NANOSECONDS);
        } catch (ExecutionException redisIsAway) {
            return false; // Other processes go on alone by now. They know nothing of this start.
        } catch (TimeoutException redisIsSlow) {
            return true; // A start that is late would come too close to the next one.
        }
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(until(nanos));
    }

    private static long until(long nanos) {
        return Math.max(0, nanos - System.nanoTime());
    }
}
