package io.github.segments4j.paging

import java.util.concurrent.TimeUnit.NANOSECONDS
import kotlin.random.Random
import kotlin.time.Duration
import kotlin.time.TimeMark
import kotlin.time.TimeSource

/** A monotonic clock, a sleep that uses it, and chance: tests can control all three. */
interface Clock : TimeSource {
    /** Waits for a time. */
    fun sleep(duration: Duration)

    /** Returns a number from 0 to 1, for the jitter of waits. */
    fun random(): Double
}

/** The clock of this machine. */
object SystemClock : Clock, TimeSource by TimeSource.Monotonic {
    override fun sleep(duration: Duration) = NANOSECONDS.sleep(duration.inWholeNanoseconds)

    override fun random(): Double = Random.nextDouble()
}

/** The time from now until this mark. */
internal fun TimeMark.remaining(): Duration = -elapsedNow()
