package io.github.segments4j.paging

import kotlin.math.pow
import kotlin.time.Duration
import kotlin.time.TimeMark

/**
 * Which statuses are retried, and how long to wait in between.
 *
 * Answers with a status in [waitedOut] ask the client to slow down. They do not count as attempts, and
 * have a backoff of their own.
 */
data class Retries(
    val statuses: Set<Int>,
    val waitedOut: Set<Int>,
    val attempts: Int,
    val backoff: Duration,
    val jitter: Double,
    val longestBackoff: Duration,
    val longestRetryAfter: Duration,
    val deadline: Duration,
) {
    /** Returns the first complete page, or throws the last error. */
    internal fun <Page> retry(
        until: TimeMark,
        clock: Clock,
        request: () -> Page,
    ): Page {
        var sent = 0
        var failures = 0
        var refusals = 0
        while (true) {
            try {
                return request()
            } catch (failure: ListingException) {
                sent += failure.attempts
                failure.attempts = sent
                val backoff =
                    if (failure.status in waitedOut) {
                        backoff(++refusals, clock.random())
                    } else {
                        refusals = 0
                        backoff(++failures, clock.random())
                    }
                val wait = maxOf(backoff, failure.retryAfter)
                val isWorthAnother = failure.retryable && failures < attempts
                val isInTime = failure.retryAfter <= longestRetryAfter && wait < until.remaining()
                if (!isWorthAnother || !isInTime) {
                    throw failure
                }
                clock.sleep(wait)
            }
        }
    }

    internal fun isRetryable(status: Int): Boolean = status in statuses || status in waitedOut

    /** Returns the wait after the nth failure. [random] is from 0 to 1. */
    internal fun backoff(
        failures: Int,
        random: Double,
    ): Duration {
        val doubled = backoff * 2.0.pow(failures - 1)
        return minOf(doubled, longestBackoff) * (1 - jitter * random)
    }
}
