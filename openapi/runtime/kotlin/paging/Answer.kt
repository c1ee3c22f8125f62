package io.github.segments4j.paging

import com.squareup.moshi.JsonAdapter
import com.squareup.moshi.JsonDataException
import com.squareup.moshi.JsonEncodingException
import com.squareup.moshi.JsonReader
import io.github.segments4j.paging.ListingException.Details
import okhttp3.Headers
import okio.Buffer
import java.io.IOException
import java.net.HttpURLConnection.HTTP_FORBIDDEN
import java.net.HttpURLConnection.HTTP_UNAUTHORIZED
import java.time.Instant
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import java.time.format.ResolverStyle
import java.util.Locale
import java.util.zip.GZIPInputStream
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

/** An answer with its whole body. */
internal class Answer(
    private val request: String,
    val status: Int,
    private val headers: Headers,
    private val body: ByteArray,
) {
    /** Decodes the body of a 200. One that is not JSON is worth a retry. */
    fun <Page : Any> page(adapter: JsonAdapter<Page>): Page =
        try {
            val text = text()
            requireJson(text)
            adapter.fromJson(text)
        } catch (_: IOException) {
            throw invalid("is not JSON", retryable = true)
        } catch (_: JsonDataException) {
            // Without the cause: the message of Moshi quotes the body.
            null
        } ?: throw invalid("breaks the contract", retryable = false)

    /** Makes the error for another status. Its body may be that of a proxy. Texts with one of the [hidden] are not shown. */
    fun toException(
        retryable: Boolean,
        hidden: List<String>,
    ): ListingException {
        val fields = runCatching { JsonReader.of(Buffer().writeUtf8(text())).readJsonValue() }.getOrNull() as? Map<*, *>
        val shown = { field: String ->
            (fields?.get(field) as? String)?.takeUnless { it.isEmpty() || hidden.any(it::repeats) }
        }
        val serverMessage = shown("message")
        val details =
            Details(
                message = "$request returned $status" + serverMessage?.let { ": $it" }.orEmpty(),
                status = status,
                serverMessage = serverMessage,
                requestId = shown("request_id"),
                traceId = shown("trace_id"),
                retryable = retryable,
                retryAfter = retryAfter(headers, Instant.now()),
            )
        return when (status) {
            HTTP_UNAUTHORIZED -> ListingException.Authentication(details)
            HTTP_FORBIDDEN -> ListingException.NotPermitted(details)
            TOO_MANY_REQUESTS -> ListingException.RateLimited(details)
            in 500..599 -> ListingException.Server(details)
            in 400..499 -> if (retryable) ListingException.Server(details) else ListingException.InvalidRequest(details)
            else -> ListingException.Protocol(details)
        }
    }

    /** Returns the body, with U+FFFD for half of a surrogate pair, which UTF-8 cannot encode. */
    private fun text(): String =
        body
            .decodeToString(throwOnInvalidSequence = true)
            .removePrefix(BYTE_ORDER_MARK)
            .replace(ESCAPE) { if (it.groupValues[1].isEmpty()) it.value else "\\ufffd" }

    private fun requireJson(text: String) {
        val reader = JsonReader.of(Buffer().writeUtf8(text))
        reader.skipValue()
        if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
            throw JsonEncodingException("something follows the value")
        }
    }

    private fun invalid(
        problem: String,
        retryable: Boolean,
    ) = ListingException.Protocol(
        Details("$request returned $status but the body $problem", status = status, retryable = retryable),
    )
}

private const val TOO_MANY_REQUESTS = 429
private const val BYTE_ORDER_MARK = "\uFEFF"

/** Two halves of a surrogate pair, one half, or another escape sequence. */
private val ESCAPE = Regex("""\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|(u[dD][89a-fA-F]..)|.)""")

/** Decompresses a body, of one gzip member or more. OkHttp reads the first member only. */
internal fun unzipped(
    headers: Headers,
    body: ByteArray,
): ByteArray {
    if (headers.values("Content-Encoding").none { "gzip" in it }) {
        return body
    }
    try {
        return GZIPInputStream(body.inputStream()).use { it.readBytes() }
    } catch (_: StackOverflowError) {
        // The JDK calls itself for each member that is empty.
        throw IOException("too many gzip members")
    }
}

private val SECONDS = Regex("""\d+(\.\d+)?""")

/** A comma between values, but not the one after the name of a day. */
private val COMMA = Regex(""",(?!\s*\d\d[ -][A-Z][a-z]{2}[ -])""")

/**
 * Reads seconds or a date, which is relative to the server's own clock. It takes the first valid value if
 * there are several. A past date gives zero.
 */
internal fun retryAfter(
    headers: Headers,
    now: Instant,
): Duration {
    val serverNow = headers.values("Date").firstNotNullOfOrNull(::date) ?: now
    return headers
        .values("Retry-After")
        .flatMap { it.split(COMMA) }
        .map(String::trim)
        .firstNotNullOfOrNull { text ->
            if (SECONDS.matches(text)) {
                text.toDouble().seconds
            } else {
                date(text)?.let { (it.toEpochMilli() - serverNow.toEpochMilli()).milliseconds }
            }
        }.let { it ?: Duration.ZERO }
        .coerceAtLeast(Duration.ZERO)
}

/**
 * The three forms of a date in HTTP, without the name of a day before a comma. OkHttp takes November 31st as
 * December 1st.
 */
private val DATES =
    listOf("dd MMM uuuu HH:mm:ss 'GMT'", "dd-MMM-uu HH:mm:ss 'GMT'", "EEE MMM ppd HH:mm:ss uuuu").map {
        DateTimeFormatter
            .ofPattern(it, Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT)
            .withZone(ZoneOffset.UTC)
    }

/** The name of a day, with which each of them starts. */
private val DAY = Regex("^[A-Z][a-z]{2}")

private fun date(text: String): Instant? {
    if (!DAY.containsMatchIn(text)) {
        return null
    }
    val day = text.substringAfter(", ").trim()
    return DATES.firstNotNullOfOrNull { runCatching { Instant.from(it.parse(day)) }.getOrNull() }
}
