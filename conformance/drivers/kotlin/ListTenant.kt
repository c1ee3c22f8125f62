// Lists the tenants that stdin tells of, one a line, and says what it has got.

import segments.client.infrastructure.Serializer
import segments.client.listing.ListSegments
import segments.client.listing.ListSegmentsParameters
import segments.client.listing.ListingException
import segments.client.listing.Pacer
import kotlin.time.Duration.Companion.milliseconds

class Told(
    val baseUrl: String,
    val tenant: String,
    val accessToken: String,
    val pageSize: Int?,
    val startToken: String?,
    val share: Double,
    val timeoutMillis: Long,
    val deadlineMillis: Long,
    val pauseAfter: Int,
)

private val toldBy = Serializer.moshi.adapter(Told::class.java)
private val line = Serializer.moshi.adapter(Map::class.java).serializeNulls()
private val input = System.`in`.bufferedReader()
private val output = System.out.bufferedWriter()

fun main() {
    for (told in generateSequence(input::readLine)) {
        listTenant(toldBy.fromJson(told)!!)
        output.flush()
    }
}

private fun listTenant(told: Told) {
    val segments =
        ListSegments(
            baseUrl = told.baseUrl,
            accessToken = { told.accessToken },
            pacer = Pacer(ListSegments.PACE.share(told.share)),
            timeout = told.timeoutMillis.milliseconds,
            deadline = told.deadlineMillis.milliseconds,
        )
    val parameters =
        ListSegmentsParameters(
            amperityTenant = told.tenant,
            apiVersion = "2024-04-01",
            limit = told.pageSize,
        )
    try {
        segments.rows(parameters.startingAt(told.startToken)).forEachIndexed { index, row ->
            say("row" to mapOf("id" to row.id, "name" to row.name, "status" to row.status))
            if (index + 1 == told.pauseAfter) {
                say("end" to "paused")
                output.flush()
                input.readLine()
            }
        }
        say("end" to "complete")
    } catch (failure: ListingException) {
        say(
            "error" to kind(failure),
            "status" to (failure.status ?: 0),
            "attempts" to failure.attempts,
            "token" to failure.token,
            "message" to failure.message,
        )
    }
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

private fun say(vararg fields: Pair<String, Any?>) {
    output.appendLine(line.toJson(mapOf(*fields)))
}
