package io.github.segments4j.paging

import kotlin.reflect.KClass
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

/** How to read the pages of a listing. Names are those of the contract. */
data class Paging(
    val request: String,
    val token: String,
    val field: String,
    val rows: String,
    val total: String?,
    val maxEmptyPages: Int,
)

/**
 * What a listing does otherwise than the contract says. What is null is as in the contract.
 *
 * @param attempts the largest number of attempts for one page. Refused requests do not count.
 * @param timeout the time limit for one attempt.
 * @param deadline the time limit for one page, with all its attempts and waits.
 * @param maxEmptyPages the largest number of pages in a row that may have no rows.
 * @param pacer listings with the same pacer share its pace.
 */
class Settings(
    internal val attempts: Int? = null,
    internal val timeout: Duration = 30.seconds,
    internal val deadline: Duration? = null,
    internal val maxEmptyPages: Int? = null,
    internal val pacer: Pacer? = null,
    internal val clock: Clock = SystemClock,
)

/**
 * A listing of a contract.
 *
 * It reads all pages, limits the rate and retries transient errors. Thread-safe: use one for all threads,
 * so that they share its pace and connections.
 */
open class Listing<Row : Any, Page : Any> protected constructor(
    private val paging: Paging,
    pace: Pace,
    retries: Retries,
    page: KClass<Page>,
    server: Server,
    settings: Settings,
) {
    private val adapter = strict(server.moshi).adapter(page.java)
    private val token = Field(page, paging.field)
    private val rows = Field(page, paging.rows)
    private val maxEmptyPages = settings.maxEmptyPages ?: paging.maxEmptyPages
    private val sender =
        Sender(
            paging.request,
            server,
            settings.pacer ?: Pacer(pace, settings.clock),
            pace.window,
            retries.copy(
                attempts = settings.attempts ?: retries.attempts,
                deadline = settings.deadline ?: retries.deadline,
            ),
            settings,
        )

    /** Reads the rows of all pages, from the page of the token that the call has. */
    protected fun read(call: Call): Rows<Row, Page> = Rows(this, call)

    internal fun startingAt(
        call: Call,
        token: String?,
    ): Rows<Row, Page> = Rows(this, call.with(paging.token, token))

    internal fun pages(call: Call): Sequence<Page> {
        val start = call.query[paging.token]?.firstOrNull()
        return paginate(
            start,
            maxEmptyPages,
            nextToken = ::nextToken,
            rows = ::rowsOf,
            fetch = { token -> sender.send(pageCall(call, start, token), token, adapter) },
        )
    }

    private fun nextToken(page: Page): String? {
        val next = token[page] as String?
        if (next != null && sender.secrets.any(next::hasWhole)) {
            throw broken("the server sent a secret as a page token")
        }
        return next
    }

    /** Counting is expensive: once is enough. */
    private fun pageCall(
        call: Call,
        start: String?,
        token: String?,
    ): Call {
        val next = call.with(paging.token, token)
        return if (paging.total == null || token == start) next else next.with(paging.total, null)
    }

    @Suppress("UNCHECKED_CAST")
    internal fun rowsOf(page: Page): Collection<Row> = rows[page] as Collection<Row>? ?: emptyList()
}

/** The rows of all pages, in order. Fetches a page when its first row is needed. Each iteration starts anew. */
class Rows<Row : Any, Page : Any> internal constructor(
    private val listing: Listing<Row, Page>,
    private val call: Call,
) : Sequence<Row> {
    override fun iterator(): Iterator<Row> = pages().flatMap(listing::rowsOf).iterator()

    /** Returns the pages, each with its rows and the token to resume from. */
    fun pages(): Sequence<Page> = listing.pages(call)

    /** Returns the rows from the page with this token on, such as that of an exception. Null is the first page. */
    fun startingAt(token: String?): Rows<Row, Page> = listing.startingAt(call, token)
}
