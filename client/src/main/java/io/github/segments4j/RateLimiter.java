package io.github.segments4j;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * Keeps requests within the server's rate limit. A client has one of its own unless {@link
 * SegmentsClientBuilder#rateLimiter(RateLimiter)} sets another, such as one that several clients or processes share.
 * Implementations must be safe for use by many threads. If {@code acquire} throws an exception that it does not
 * declare, the attempt counts as failed and is retried; after the last attempt, the caller gets a {@link
 * ConnectionException}. An exception of {@code answered} is logged.
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
     * Makes a limiter of the default kind, for another rate or to be shared by several clients. It stays below the
     * limit whether the server counts with a sliding window, a fixed window or a bucket: after a pause it starts half
     * of the requests of a second at once, then evenly spaced ones at 96 % of the limit. A 429 slows it down; further
     * ones within seconds slow it down more, because other processes then use the same quota.
     *
     * @param requests the server's limit, 1 to 1,000 requests a second; the vendor's is 10. Above 100, the rate
     *     is somewhat lower, because threads sleep for whole milliseconds
     * @return a limiter
     * @throws IllegalArgumentException if the limit is out of bounds
     */
    static RateLimiter perSecond(int requests) {
        return new Pacer(requests, Time.SYSTEM);
    }

    /**
     * Makes a limiter that shares the vendor's limit, 10 requests a second, with all processes of this machine that
     * name the same file. See {@link #shared(Path, int)}.
     *
     * @param file a file in an existing folder
     * @return a limiter
     * @throws UncheckedIOException if the file can't be used
     * @throws IllegalArgumentException if this process shares the file at another rate
     */
    static RateLimiter shared(Path file) {
        return shared(file, SegmentsClientBuilder.RATE_LIMIT);
    }

    /**
     * Makes a limiter that shares one limit with all processes of this machine that name the same file. Together they
     * behave like one limiter of {@link #perSecond(int)}: a 429 delays all of them and slows all of them down.
     * Processes take turns, whatever the number of their threads.
     *
     * <p>If the file does not exist, it is created for this user only. It is never deleted; it has some hundred bytes
     * and contains no secret. It should be on a local file system: a network file system is used with a warning in the
     * log. No other user may be able to change its folder; {@code /tmp} is accepted, because users can't replace each
     * other's files there. All processes need the same version of this library.
     *
     * <p>A process that is killed does not block the others. If the file can't be used for some time, or a stopped
     * process keeps it locked for more than 500 ms (our choice), this process keeps to the limit by itself and logs a
     * warning. It shares the limit again as soon as the file can be used.
     *
     * @param file a file in an existing folder
     * @param requests the server's limit, 1 to 1,000 requests a second
     * @return a limiter; the same one each time that this process names the file
     * @throws UncheckedIOException if the file can't be used: it can't be created or opened, belongs to another user,
     *     is a link or holds something else, other users can change its folder, or other processes share it at another
     *     rate
     * @throws IllegalArgumentException if the limit is out of bounds, or this process shares the file at another rate
     */
    static RateLimiter shared(Path file, int requests) {
        return SharedPacer.at(file, requests);
    }
}
