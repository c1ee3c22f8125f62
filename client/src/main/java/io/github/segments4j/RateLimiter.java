package io.github.segments4j;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * Keeps requests within the server's rate limit. A client has one of its own unless {@link
 * SegmentsClientBuilder#rateLimiter(RateLimiter)} sets another: one that several clients share, or one over a store that
 * several processes share. Implementations must be safe for use by many threads. If {@code acquire} throws another
 * exception than those below, the attempt counts as failed and is retried, and ends as a {@link ConnectionException}. What
 * {@code answered} throws is logged.
 */
public interface RateLimiter {
    /**
     * Waits, in the order of arrival, until one request may start.
     *
     * @param atMost how long the caller can wait
     * @return a permit, to be passed to {@link #answered(long, Duration)}
     * @throws InterruptedException if the thread is interrupted; its place is given back
     * @throws TimeoutException if the request may not start in time; its place is given back
     */
    long acquire(Duration atMost) throws InterruptedException, TimeoutException;

    /**
     * Reports, once for each permit, that its request was answered or has failed.
     *
     * @param permit what {@link #acquire(Duration)} returned
     * @param holdBack how long no request may start; zero unless the server refused this one with a 429
     */
    void answered(long permit, Duration holdBack);

    /**
     * Makes a limiter of the default kind, for another rate or to be shared by several clients. It stays below a limit of
     * so many requests a second however the server counts them: half of them at once after idle, then evenly at 96 % of
     * the limit. A 429 slows it down and it recovers slowly, so that several processes on one quota settle.
     *
     * @param requests the server's limit, 1 to 1,000 requests a second; the vendor's is 10. Past 100, a
     *     thread's sleep of whole milliseconds costs some of the rate
     * @return a limiter
     * @throws IllegalArgumentException if the limit is out of bounds
     */
    static RateLimiter perSecond(int requests) {
        return new Pacer(requests, Time.SYSTEM);
    }
}
