package io.github.segments4j.paging

import com.squareup.moshi.Moshi
import okhttp3.Headers
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.TestFactory
import java.nio.file.Path
import java.time.Instant
import kotlin.io.path.readText
import kotlin.time.Duration
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.TestTimeSource
import kotlin.time.TimeSource

private typealias Json = Map<String, Any?>

/** Runs the vectors that the clients of all languages share. */
class VectorsTest {
    @TestFactory
    fun `requests start when the vectors say`(): List<DynamicTest> {
        val vectors = read("pacer")
        return tests(vectors.list("vectors")) { vector ->
            val clock = VirtualTime()
            val pacer = Pacer(pace(vectors.json("x-rate-limit")), clock)
            val sent = mutableListOf<Pacer.SentRequest>()
            for (event in vector.list("events")) {
                clock.reach((event["call"] ?: event["at"]) as Double)
                if ("call" in event) {
                    sent += checkNotNull(pacer.acquire(clock.markNow() + 1.days))
                    val start = event.number("starts")
                    assertEquals(start, clock.millis, 1 + start / 1000)
                }
                event["answered"]?.let { pacer.answered(sent[(it as Double).toInt() - 1]) }
                event["refused"]?.let { pacer.refused((it as Double).milliseconds) }
            }
        }
    }

    @TestFactory
    fun `the backoff is that of the vectors`(): List<DynamicTest> {
        val vectors = read("retries")
        val retries = retries(vectors.json("x-retries"))
        return tests(vectors.list("backoff")) { vector ->
            val backoff = retries.backoff(vector.number("failures").toInt(), vector.number("random"))
            assertEquals(vector.number("millis"), backoff / 1.milliseconds, 1.0)
        }
    }

    @TestFactory
    fun `pages are retried as the vectors say`(): List<DynamicTest> {
        val vectors = read("retries")
        val retries = retries(vectors.json("x-retries"))
        return tests(vectors.list("pages")) { vector ->
            val clock = VirtualTime(vector.number("random"))
            val failures = ArrayDeque(vector.list("failures"))
            var requests = 0
            val ends =
                try {
                    retries.retry(clock.markNow() + vector.number("deadlineMillis").milliseconds, clock) {
                        requests++
                        failures.removeFirstOrNull()?.let { throw failure(it, retries, clock) } ?: "page"
                    }
                } catch (failure: ListingException) {
                    assertEquals(requests, failure.attempts)
                    "failure"
                }
            assertEquals(vector["ends"], ends)
            assertEquals(vector.number("requests").toInt(), requests)
            val waits = vector["waits"] as List<*>
            assertEquals(waits.size, clock.sleeps.size)
            waits.zip(clock.sleeps) { expected, wait -> assertEquals(expected as Double, wait / 1.milliseconds, 1.0) }
        }
    }

    @TestFactory
    fun `Retry-After is read as the vectors say`(): List<DynamicTest> {
        val vectors = read("retry-after")
        val now = Instant.ofEpochMilli(vectors.number("now").toLong())
        return tests(vectors.list("vectors")) { vector ->
            val headers = Headers.Builder()
            vector["retryAfter"]?.let { headers.addUnsafeNonAscii("Retry-After", it as String) }
            vector["date"]?.let { headers.add("Date", it as String) }
            assertEquals(vector.number("millis"), retryAfter(headers.build(), now) / 1.milliseconds, 1.0)
        }
    }

    @TestFactory
    fun `a listing ends as the vectors say`(): List<DynamicTest> {
        val vectors = read("tokens")
        return tests(vectors.list("vectors")) { vector ->
            val answers = ArrayDeque(vector.list("answers"))
            val requests = mutableListOf<String?>()
            val pages =
                paginate(
                    vector["start"] as String?,
                    vectors.number("maxEmptyPages").toInt(),
                    nextToken = { it["token"] as String? },
                    rows = { page -> List(page.number("rows").toInt()) { Unit } },
                    fetch = { token ->
                        requests += token
                        answers.removeFirst()
                    },
                )
            val ends =
                try {
                    pages.forEach { _ -> }
                    "complete"
                } catch (_: ListingException.Protocol) {
                    "protocol"
                }
            assertEquals(vector["requests"], requests)
            assertEquals(vector["ends"], ends)
        }
    }

    /** A clock that stands still. A sleep puts it forward. */
    private class VirtualTime(
        private val random: Double = 0.0,
        private val source: TestTimeSource = TestTimeSource(),
    ) : Clock,
        TimeSource by source {
        private val start = source.markNow()
        val sleeps = mutableListOf<Duration>()
        val millis get() = start.elapsedNow() / 1.milliseconds

        override fun sleep(duration: Duration) {
            source += duration
            sleeps += duration
        }

        override fun random(): Double = random

        fun reach(instant: Double) {
            if (instant > millis) {
                source += (instant - millis).milliseconds
            }
        }

        fun pass(duration: Duration) {
            source += duration
        }
    }

    private fun failure(
        given: Json,
        retries: Retries,
        clock: VirtualTime,
    ): ListingException {
        clock.pass((given["takesMillis"] as Double? ?: 0.0).milliseconds)
        val status = (given["status"] as Double?)?.toInt()
        return ListingException.Server(
            ListingException.Details(
                "a failure",
                status = status,
                retryable = status == null || retries.isRetryable(status),
                retryAfter = (given["retryAfterMillis"] as Double? ?: 0.0).milliseconds,
            ),
        )
    }

    private fun pace(limit: Json): Pace {
        val pace = limit.json("pace")
        val refused = limit.json("refused")
        return Pace(
            requests = limit.number("requests").toInt(),
            window = limit.number("windowMillis").milliseconds,
            burst = pace.number("burst").toInt(),
            spacing = pace.number("spacingMillis").milliseconds,
            pacedWindow = pace.number("windowMillis").milliseconds,
            decrease = refused.number("decrease"),
            repeatedDecrease = refused.number("repeatedDecrease"),
            repeatedWithin = refused.number("repeatedWithinMillis").milliseconds,
            decreaseAtMostEvery = refused.number("decreaseAtMostEveryMillis").milliseconds,
            increasePerSecondSquared = refused.number("increasePerSecondSquared"),
            slowestPerSecond = refused.number("slowestPerSecond"),
        )
    }

    private fun retries(given: Json) =
        Retries(
            statuses = statuses(given["statuses"]),
            waitedOut = statuses(given["waitedOut"]),
            attempts = given.number("attempts").toInt(),
            backoff = given.number("backoffMillis").milliseconds,
            jitter = given.number("jitter"),
            longestBackoff = given.number("longestBackoffMillis").milliseconds,
            longestRetryAfter = given.number("longestRetryAfterMillis").milliseconds,
            deadline = given.number("deadlineMillis").milliseconds,
        )

    private fun statuses(given: Any?): Set<Int> = (given as List<*>).map { (it as Double).toInt() }.toSet()

    private fun tests(
        vectors: List<Json>,
        run: (Json) -> Unit,
    ): List<DynamicTest> = vectors.map { vector -> dynamicTest(vector["name"] as String? ?: "$vector") { run(vector) } }

    private fun read(name: String): Json {
        val text = Path.of(System.getenv("VECTORS"), "$name.json").readText()
        val adapter = Moshi.Builder().build().adapter<Json>(Map::class.java)
        return checkNotNull(adapter.fromJson(text))
    }

    private fun Json.number(name: String): Double = getValue(name) as Double

    @Suppress("UNCHECKED_CAST")
    private fun Json.json(name: String): Json = getValue(name) as Json

    @Suppress("UNCHECKED_CAST")
    private fun Json.list(name: String): List<Json> = getValue(name) as List<Json>
}
