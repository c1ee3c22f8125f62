package io.github.segments4j.paging

import io.github.segments4j.paging.ListingException.Details

/**
 * Yields every page. One with an absent, null or empty token is the last. Exceptions of the functions get the token of
 * their page.
 */
internal fun <Page> paginate(
    start: String?,
    maxEmptyPages: Int,
    nextToken: (Page) -> String?,
    rows: (Page) -> Collection<*>,
    fetch: (String?) -> Page,
): Sequence<Page> =
    sequence {
        val progress = Progress(start, maxEmptyPages)
        var token = start
        do {
            val page =
                try {
                    fetch(token).also {
                        val following = nextToken(it)
                        progress.check(following, rows(it))
                        token = following
                    }
                } catch (failure: ListingException) {
                    failure.token = token
                    throw failure
                }
            yield(page)
        } while (!token.isNullOrEmpty())
    }

/** Detects a listing that never ends. */
private class Progress(
    start: String?,
    private val maxEmptyPages: Int,
) {
    private val seen = mutableSetOf(start)
    private var emptyPages = 0

    fun check(
        token: String?,
        rows: Collection<*>,
    ) {
        emptyPages = if (rows.isEmpty()) emptyPages + 1 else 0
        when {
            token.isNullOrEmpty() -> return
            !seen.add(token) -> throw endless("a token came a second time")
            emptyPages > maxEmptyPages -> throw endless("$emptyPages empty pages in a row")
        }
    }

    private fun endless(reason: String) = broken("the listing does not end: $reason")
}

internal fun broken(message: String): ListingException = ListingException.Protocol(Details(message))
