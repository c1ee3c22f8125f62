package io.github.segments4j.paging

import com.squareup.moshi.JsonAdapter
import io.github.segments4j.paging.ListingException.Details
import okhttp3.Interceptor
import okhttp3.Request
import okhttp3.RequestBody
import okhttp3.Response
import java.io.IOException
import java.net.HttpURLConnection.HTTP_OK
import java.util.concurrent.TimeUnit.NANOSECONDS
import kotlin.time.Duration
import kotlin.time.Duration.Companion.nanoseconds
import kotlin.time.TimeMark

/** Sends the requests of a listing within the rate limit, and retries transient errors. */
internal class Sender(
    private val name: String,
    private val server: Server,
    private val pacer: Pacer,
    private val shortestPause: Duration,
    private val retries: Retries,
    private val settings: Settings,
) {
    /** The secrets of the last request. */
    @Volatile
    var secrets: List<String> = emptyList()
        private set

    private val http =
        server.client
            .newBuilder()
            .retryOnConnectionFailure(false)
            .addNetworkInterceptor(::withStatusHidden)
            .connectTimeout(java.time.Duration.ZERO)
            .readTimeout(java.time.Duration.ZERO)
            .writeTimeout(java.time.Duration.ZERO)
            .build()

    /** Sends the request of a page. [token] is that of the page. */
    fun <Page : Any> send(
        call: Call,
        token: String?,
        adapter: JsonAdapter<Page>,
    ): Page {
        val until = settings.clock.markNow() + retries.deadline
        return retries.retry(until, settings.clock) {
            val answer = attempt(call, until)
            if (answer.status != HTTP_OK) {
                throw failure(answer, secrets + listOfNotNull(token?.takeIf(String::isHidden)))
            }
            answer.page(adapter)
        }
    }

    private fun attempt(
        call: Call,
        until: TimeMark,
    ): Answer {
        val sent = pacer.acquire(until) ?: throw noTurn()
        val request = http.newCall(signed(call))
        request.limitTo(minOf(settings.timeout, until.remaining()))
        try {
            return request.execute().use { response ->
                pacer.answered(sent)
                val body = unzipped(response.headers, response.body.bytes())
                Answer(name, hiddenStatus(response), response.headers, body)
            }
        } catch (failure: IOException) {
            val message = "$name got no complete answer: ${failure.javaClass.simpleName}"
            throw ListingException.ConnectionFailed(Details(message, failure, retryable = true))
        }
    }

    private fun failure(
        answer: Answer,
        hidden: List<String>,
    ): ListingException {
        val failure = answer.toException(retries.isRetryable(answer.status), hidden)
        if (answer.status in retries.waitedOut) {
            pacer.refused(maxOf(shortestPause, minOf(failure.retryAfter, retries.longestRetryAfter)))
        }
        return failure
    }

    private fun signed(call: Call): Request {
        val signatures = server.signatures(call)
        secrets = signatures.map(Signature::secret)
        val body = if (call.method == "GET") null else RequestBody.EMPTY
        return try {
            call
                .toRequest(server.baseUrl, signatures, body)
                .newBuilder()
                .header("Accept-Encoding", "gzip")
                .build()
        } catch (_: IllegalArgumentException) {
            // Without the cause: its message may quote a secret.
            throw notSent()
        }
    }

    private fun noTurn(): ListingException {
        val message = "$name was not sent: the rate limit does not allow it in time"
        return ListingException.RateLimited(Details(message, attempts = 0))
    }

    private fun notSent(): ListingException {
        val message = "$name cannot be sent: HTTP does not allow a character in a credential or in an argument"
        return ListingException.InvalidRequest(Details(message, attempts = 0))
    }
}

private const val STATUS = "Status"

/**
 * Hides the status from OkHttp, which would send another request after some statuses: after a 503
 * without the pacer, and after a 302 with the access token to another server.
 */
private fun withStatusHidden(chain: Interceptor.Chain): Response {
    val response = chain.proceed(chain.request())
    return response
        .newBuilder()
        .header(STATUS, response.code.toString())
        .code(HTTP_OK)
        .build()
}

private fun hiddenStatus(response: Response): Int = checkNotNull(response.header(STATUS)).toInt()

/** Limits the time for the whole answer. OkHttp reads 0 as "no limit". */
private fun okhttp3.Call.limitTo(limit: Duration) {
    timeout().timeout(limit.coerceAtLeast(1.nanoseconds).inWholeNanoseconds, NANOSECONDS)
}
