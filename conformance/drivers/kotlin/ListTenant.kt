// Lists a tenant for each line of stdin, and prints its rows and how it ended.

import segments.client.apis.AccessTokensApi
import segments.client.apis.SegmentsApi
import segments.client.infrastructure.ApiClient
import segments.client.infrastructure.ClientException
import segments.client.infrastructure.Serializer
import segments.client.infrastructure.ServerException
import segments.client.listing.ListSegments
import segments.client.listing.ListSegmentsParameters
import segments.client.listing.ListingException
import segments.client.listing.Pacer
import segments.client.listing.SystemTime
import segments.client.listing.Time
import segments.client.models.Segment
import kotlin.math.roundToInt
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.TestTimeSource
import kotlin.time.TimeSource

class Options(
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
) : Time,
    TimeSource by source {
    override fun sleep(duration: Duration) {
        source += duration
        printLine("slept" to (duration / 1.milliseconds).roundToInt())
    }
}

private val optionsAdapter = Serializer.moshi.adapter(Options::class.java)
private val lineAdapter = Serializer.moshi.adapter(Map::class.java).serializeNulls()
private val input = System.`in`.bufferedReader()
private val output = System.out.bufferedWriter()

fun main() {
    for (line in generateSequence(input::readLine)) {
        listTenant(optionsAdapter.fromJson(line)!!)
        output.flush()
    }
}

private fun listTenant(options: Options) {
    val token =
        options.accessToken ?: try {
            newAccessToken(options)
        } catch (failure: Exception) {
            val kind =
                when (failure) {
                    is ClientException -> "invalid-request"
                    is ServerException -> "server"
                    else -> "protocol"
                }
            printLine("error" to kind, "message" to failure.message)
            return
        }
    if (options.onePage == true) {
        ApiClient.accessToken = token
        SegmentsApi(options.baseUrl).listSegments(options.tenant).data.forEach(::printRow)
        printLine("end" to "complete")
        return
    }
    val time = if (options.virtualTime == true) VirtualTime() else SystemTime
    val segments =
        ListSegments(
            baseUrl = options.baseUrl,
            accessToken = { token },
            pacer = Pacer(ListSegments.PACE.share(options.share), time),
            retries = if (time is VirtualTime) ListSegments.RETRIES.copy(random = { 1.0 }) else ListSegments.RETRIES,
            time = time,
            attempts = options.attempts ?: ListSegments.ATTEMPTS,
            timeout = options.timeoutMillis.milliseconds,
            deadline = options.deadlineMillis.milliseconds,
            maxEmptyPages = options.maxEmptyPages ?: ListSegments.MAX_EMPTY_PAGES,
        )
    val parameters =
        ListSegmentsParameters(
            amperityTenant = options.tenant,
            limit = options.pageSize,
            withTotal = options.withTotal,
        ).startingAt(options.startToken)
            .let { if (options.apiVersion == null) it else it.copy(apiVersion = options.apiVersion) }
    System.err.println("$segments $parameters")
    try {
        if (options.withTotal == true) {
            val pages = segments.pages(parameters).toList()
            pages.flatMap { it.`data` }.forEach(::printRow)
            printLine("end" to "complete", "total" to pages.first().total)
            return
        }
        segments.rows(parameters).forEachIndexed { index, row ->
            printRow(row)
            if (index + 1 == options.pauseAfter) {
                printLine("end" to "paused")
                output.flush()
                input.readLine()
            }
        }
        printLine("end" to "complete")
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

private fun newAccessToken(options: Options): String {
    val answer =
        AccessTokensApi(options.baseUrl).createAccessToken(
            xAmperityTenant = options.tenant,
            grantType = AccessTokensApi.GrantTypeCreateAccessToken.client_credentials,
            clientId = options.clientId!!,
            clientSecret = options.clientSecret!!,
        )
    System.err.println(answer)
    return answer.accessToken
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
