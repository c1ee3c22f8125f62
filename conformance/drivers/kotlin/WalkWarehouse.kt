// Reads a listing of the warehouse for each line of stdin, and prints its rows.

import com.squareup.moshi.Moshi
import io.github.segments4j.paging.Credentials
import io.github.segments4j.paging.ListingException
import io.github.segments4j.paging.Rows
import warehouse.client.FindMovements
import warehouse.client.ListItems
import warehouse.client.ListOrders
import warehouse.client.ListReturns
import warehouse.client.ReadEvents
import warehouse.client.Suppliers
import warehouse.client.models.Condition
import warehouse.client.models.FindMovementsTypeParameter
import warehouse.client.models.OrderStatus
import warehouse.client.models.ReadEventsKindsParameterInner
import java.time.OffsetDateTime
import java.util.UUID

private const val WAREHOUSE = "north/1"
private val TRACE = UUID.fromString("3f2504e0-4f89-41d3-9a0c-0305e82c3301")
private val INSTANT = OffsetDateTime.parse("2026-01-31T23:59:59Z")

private val adapter =
    Moshi
        .Builder()
        .build()
        .adapter<Map<String, Any?>>(Map::class.java)
        .serializeNulls()

/** The listings and their arguments: the examples of the contract. */
private class Listings(
    baseUrl: String,
    credentials: Credentials,
) {
    private val orders =
        ListOrders(baseUrl, credentials).rows(
            WAREHOUSE,
            status = listOf(OrderStatus.`open`, OrderStatus.shipped),
            createdAfter = INSTANT,
            pageSize = 10,
            count = true,
        )
    private val returns = ListReturns(baseUrl, credentials).rows(WAREHOUSE)
    private val items =
        ListItems(baseUrl, credentials).rows(
            WAREHOUSE,
            12,
            Condition.new,
            label = listOf("fragile", "cold"),
            limit = 10,
        )
    private val movements =
        FindMovements(baseUrl, credentials).rows(
            INSTANT,
            type = FindMovementsTypeParameter.`in`,
            day = INSTANT.toLocalDate(),
            max = 10,
            withTotal = true,
        )
    private val suppliers =
        Suppliers(baseUrl, credentials).rows("acme", xTrace = TRACE, limit = 10)
    private val events = ReadEvents(baseUrl, credentials).rows(listOf(ReadEventsKindsParameterInner.created))

    fun ids(
        listing: String,
        token: String?,
    ): Sequence<Any> =
        when (listing) {
            "listOrders" -> orders.from(token) { it.id }
            "listReturns" -> returns.from(token) { it.id }
            "list_items" -> items.from(token) { it.id }
            "findMovements" -> movements.from(token) { it.id }
            "suppliers" -> suppliers.from(token) { it.id }
            "readEvents" -> events.from(token) { it.id }
            else -> error("there is no listing $listing")
        }

    private fun <Row : Any> Rows<Row, *>.from(
        token: String?,
        id: (Row) -> Any,
    ) = startingAt(token).map(id)
}

fun main() {
    // The same listings for all lines, so that they keep to one pace.
    var listings: Listings? = null
    for (line in generateSequence(::readlnOrNull)) {
        val options = checkNotNull(adapter.fromJson(line))
        val credentials = Credentials(accessToken = { options["accessToken"] as String })
        val all = listings ?: Listings(options["baseUrl"] as String, credentials).also { listings = it }
        walk(all.ids(options["listing"] as String, options["startToken"] as String?))
    }
}

private fun walk(ids: Sequence<Any>) {
    try {
        ids.forEach { print("row" to mapOf("id" to it)) }
        print("end" to "complete")
    } catch (failure: ListingException.InvalidRequest) {
        print("error" to "invalid-request", "token" to failure.token, "message" to failure.message)
    } catch (failure: ListingException) {
        print("error" to "other", "token" to failure.token, "message" to failure.message)
    }
}

private fun print(vararg fields: Pair<String, Any?>) {
    println(adapter.toJson(mapOf(*fields)))
}
