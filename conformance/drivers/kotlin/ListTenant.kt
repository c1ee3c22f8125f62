// Lists a tenant for each line of stdin, and prints its rows and how it ended.

import io.github.segments4j.paging.Clock
import io.github.segments4j.paging.Credentials
import io.github.segments4j.paging.ListingException
import io.github.segments4j.paging.Pacer
import io.github.segments4j.paging.Rows
import io.github.segments4j.paging.Settings
import io.github.segments4j.paging.SystemClock
import segments.client.ListSegments
import segments.client.apis.AccessTokensApi
import segments.client.apis.SegmentsApi
import segments.client.infrastructure.ApiClient
import segments.client.infrastructure.ClientException
import segments.client.infrastructure.Serializer
import segments.client.infrastructure.ServerException
import segments.client.models.AccessTokenRequestGrantType
import segments.client.models.ListSegmentsResponse
import segments.client.models.Segment
import kotlin.math.roundToInt
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.TestTimeSource
import kotlin.time.TimeSource

private data class Options(
    val baseUrl: String,
    val tenant: String,
    val accessToken: String?,
    val clientId: String?,
    val clientSecret: String?,
    val apiVersion: String?,
    val onePage: Boolean?,
    val virtualTime: Boolean?,
    val withTotal: Boolean?,
    val pageSize: Int?,
    val startToken: String?,
    val share: Double,
    val attempts: Int?,
    val maxEmptyPages: Int?,
    val timeoutMillis: Long,
    val deadlineMillis: Long,
    val pauseAfter: Int,
)

/** A clock that stands still. A sleep puts it forward. */
private class VirtualTime(
    private val source: TestTimeSource = TestTimeSource(),
) : Clock,
    TimeSource by source {
    override fun sleep(duration: Duration) {
        source += duration
        printLine("slept" to (duration / 1.milliseconds).roundToInt())
    }

    override fun random(): Double = 1.0
}

private val optionsAdapter = Serializer.moshi.adapter(Options::class.java)
private val lineAdapter = Serializer.moshi.adapter(Map::class.java).serializeNulls()
private val input = System.`in`.bufferedReader()
private val output = System.out.bufferedWriter()

fun main() {
    for (line in generateSequence(input::readLine)) {
        listTenant(checkNotNull(optionsAdapter.fromJson(line)))
        output.flush()
    }
}

private fun listTenant(options: Options) {
    val token = options.accessToken ?: newAccessToken(options)
    when {
        token == null -> return
        options.onePage == true -> printOnePage(options, token)
        else -> printAllPages(options, token)
    }
}

private fun printOnePage(
    options: Options,
    token: String,
) {
    ApiClient.credentials = Credentials(accessToken = { token })
    SegmentsApi(options.baseUrl).listSegments(options.tenant).data.forEach(::printRow)
    printLine("end" to "complete")
}

private fun printAllPages(
    options: Options,
    token: String,
) {
    val clock = if (options.virtualTime == true) VirtualTime() else SystemClock
    val segments =
        ListSegments(
            options.baseUrl,
            Credentials(accessToken = { token }),
            Settings(
                attempts = options.attempts,
                timeout = options.timeoutMillis.milliseconds,
                deadline = options.deadlineMillis.milliseconds,
                maxEmptyPages = options.maxEmptyPages,
                pacer = Pacer(ListSegments.PACE.share(options.share), clock),
                clock = clock,
            ),
        )
    val rows = rows(segments, options).startingAt(options.startToken)
    System.err.println("$segments $rows")
    try {
        if (options.withTotal == true) {
            val pages = rows.pages().toList()
            pages.flatMap { it.`data` }.forEach(::printRow)
            printLine("end" to "complete", "total" to pages.first().total)
        } else {
            printRows(rows, options.pauseAfter)
            printLine("end" to "complete")
        }
    } catch (failure: ListingException) {
        printLine(
            "error" to kind(failure),
            "status" to (failure.status ?: 0),
            "attempts" to failure.attempts,
            "token" to failure.token,
            "message" to failure.message,
        )
    }
}

/** Without an argument, the version is that of the contract. */
private fun rows(
    segments: ListSegments,
    options: Options,
): Rows<Segment, ListSegmentsResponse> =
    if (options.apiVersion == null) {
        segments.rows(options.tenant, limit = options.pageSize, withTotal = options.withTotal)
    } else {
        segments.rows(
            options.tenant,
            limit = options.pageSize,
            withTotal = options.withTotal,
            apiVersion = options.apiVersion,
        )
    }

private fun printRows(
    rows: Rows<Segment, ListSegmentsResponse>,
    pauseAfter: Int,
) {
    rows.forEachIndexed { index, row ->
        printRow(row)
        if (index + 1 == pauseAfter) {
            printLine("end" to "paused")
            output.flush()
            input.readLine()
        }
    }
}

/** Returns null after an error, which it has printed. */
private fun newAccessToken(options: Options): String? {
    try {
        val answer =
            AccessTokensApi(options.baseUrl).createAccessToken(
                xAmperityTenant = options.tenant,
                grantType = AccessTokenRequestGrantType.client_credentials,
                clientId = checkNotNull(options.clientId),
                clientSecret = checkNotNull(options.clientSecret),
            )
        System.err.println(answer)
        return answer.accessToken
    } catch (failure: ClientException) {
        printLine("error" to "invalid-request", "message" to failure.message)
    } catch (failure: ServerException) {
        printLine("error" to "server", "message" to failure.message)
    } catch (failure: UnsupportedOperationException) {
        // The generated code does not follow a redirect.
        printLine("error" to "protocol", "message" to failure.message)
    }
    return null
}

private fun printRow(row: Segment) {
    printLine("row" to mapOf("id" to row.id, "name" to row.name, "status" to row.status))
}

private fun kind(failure: ListingException): String =
    when (failure) {
        is ListingException.Authentication -> "authentication"
        is ListingException.NotPermitted -> "permission"
        is ListingException.InvalidRequest -> "invalid-request"
        is ListingException.RateLimited -> "rate-limited"
        is ListingException.Server -> "server"
        is ListingException.ConnectionFailed -> "connection"
        is ListingException.Protocol -> "protocol"
    }

private fun printLine(vararg fields: Pair<String, Any?>) {
    output.appendLine(lineAdapter.toJson(mapOf(*fields)))
}
