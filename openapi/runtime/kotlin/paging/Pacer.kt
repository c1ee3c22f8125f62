package io.github.segments4j.paging

import java.util.concurrent.TimeUnit.NANOSECONDS
import java.util.concurrent.locks.ReentrantLock
import kotlin.time.Duration
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.seconds
import kotlin.time.DurationUnit
import kotlin.time.TimeMark

/** How fast requests may be sent, from the contract. */
data class Pace(
    val requests: Int,
    val window: Duration,
    val burst: Int,
    val spacing: Duration,
    val pacedWindow: Duration,
    val decrease: Double,
    val repeatedDecrease: Double,
    val repeatedWithin: Duration,
    val decreaseAtMostEvery: Duration,
    val increasePerSecondSquared: Double,
    val slowestPerSecond: Double,
) {
    /** Returns a part of this pace, such as 0.5 for each of two processes. */
    fun share(share: Double): Pace =
        copy(
            requests = maxOf(1, (requests * share).toInt()),
            burst = maxOf(1, (burst * share).toInt()),
            spacing = spacing / share,
            increasePerSecondSquared = increasePerSecondSquared * share,
            slowestPerSecond = slowestPerSecond * share,
        )

    /** Returns what a refusal leaves of the rate, by the time since the last decrease. */
    internal fun decreaseAfter(since: Duration): Double =
        repeatedDecrease + (decrease - repeatedDecrease) * minOf(1.0, since / repeatedWithin)
}

/**
 * Allows a short burst, then evenly spaced requests, and limits each window.
 *
 * The server counts a request when it arrives. The first requests, and the first ones after a long
 * pause, may have to open a connection. If such a request takes much longer than the fastest one,
 * the pacer assumes that it arrived later by the difference.
 *
 * Thread-safe: threads that use the same pacer share its pace.
 */
class Pacer(
    private val pace: Pace,
    private val clock: Clock = SystemClock,
) {
    /** When a request was sent, and the time to its answer once that is known. */
    internal class SentRequest(
        val at: Duration,
        val mayConnect: Boolean,
        var took: Duration = Duration.ZERO,
    )

    private val created = clock.markNow()
    private val turn = ReentrantLock(true)
    private val sent = ArrayDeque<SentRequest>()
    private var mayConnect = 0
    private var fastest = Duration.INFINITE
    private var pausedUntil = LONG_AGO
    private val fullRate = 1.seconds / pace.spacing
    private var rate = fullRate
    private var rateSet = LONG_AGO

    /** Waits until a request may be sent. Returns null if that is after the [deadline]. */
    internal fun acquire(deadline: TimeMark): SentRequest? {
        if (!turn.tryLock(deadline.remaining().inWholeNanoseconds, NANOSECONDS)) {
            return null
        }
        try {
            return if (sleepUntilNext(deadline)) send() else null
        } finally {
            turn.unlock()
        }
    }

    /** Returns whether the next request is allowed before the deadline. A refusal may move it during the sleep. */
    private fun sleepUntilNext(deadline: TimeMark): Boolean {
        while (true) {
            val wait = untilNext()
            when {
                wait <= Duration.ZERO -> return true
                wait > deadline.remaining() -> return false
                else -> clock.sleep(wait)
            }
        }
    }

    /** Records that the answer has started to arrive. */
    @Synchronized
    internal fun answered(request: SentRequest) {
        request.took = created.elapsedNow() - request.at
        fastest =
            if (fastest > Duration.ZERO && fastest < request.took && fastest.isFinite()) {
                fastest + (request.took - fastest) / ANSWERS_TO_FOLLOW
            } else {
                request.took
            }
    }

    /**
     * Pauses all requests, and lowers the rate after that. A single refusal takes little of the rate. The sooner
     * another one follows, the more it takes.
     */
    @Synchronized
    internal fun refused(pause: Duration) {
        val now = created.elapsedNow()
        pausedUntil = maxOf(pausedUntil, now + pause)
        val since = now - rateSet
        if (since >= pace.decreaseAtMostEvery) {
            rate = maxOf(pace.slowestPerSecond, rateAt(now) * pace.decreaseAfter(since))
            rateSet = now
        }
    }

    @Synchronized
    private fun send(): SentRequest {
        val now = created.elapsedNow()
        if (now - (sent.lastOrNull()?.at ?: LONG_AGO) > IDLE) {
            mayConnect = 2 * pace.requests
        }
        mayConnect--
        if (sent.size == pace.requests) {
            sent.removeFirst()
        }
        return SentRequest(now, mayConnect >= 0).also(sent::addLast)
    }

    @Synchronized
    private fun untilNext(): Duration {
        val now = created.elapsedNow()
        val slowdown = fullRate / rateAt(now)
        val window = pace.pacedWindow * slowdown
        val spaced = arrival(1) + pace.spacing * slowdown
        val next = if (slowdown == 1.0) minOf(spaced, arrival(pace.burst) + window) else spaced
        return maxOf(pausedUntil, arrival(pace.requests) + window, next) - now
    }

    private fun rateAt(now: Duration): Double {
        val seconds = (now - rateSet).toDouble(DurationUnit.SECONDS)
        return minOf(fullRate, rate + pace.increasePerSecondSquared * seconds * seconds)
    }

    /** When the nth last request arrived. Long ago if there were fewer requests. */
    private fun arrival(n: Int): Duration {
        val request = sent.getOrNull(sent.size - n) ?: return LONG_AGO
        val late = request.took - fastest
        val jitter = pace.pacedWindow - pace.window
        return if (request.mayConnect && late > jitter) request.at + late else request.at
    }

    private companion object {
        val LONG_AGO = (-365).days

        /** The time of the fastest answer follows that of a slower network over about so many answers. */
        const val ANSWERS_TO_FOLLOW = 100

        /** Servers usually close a connection after 10 idle seconds or more. */
        val IDLE = 10.seconds
    }
}
