package io.github.segments4j.paging

import kotlin.time.Duration

/** A page could not be fetched. There is one subclass for each thing that a caller can do. */
sealed class ListingException private constructor(
    details: Details,
) : RuntimeException(details.message, details.cause) {
    val status: Int? = details.status
    val serverMessage: String? = details.serverMessage
    val requestId: String? = details.requestId
    val traceId: String? = details.traceId
    val retryable: Boolean = details.retryable
    val retryAfter: Duration = details.retryAfter

    /** The number of requests that were sent for the page. */
    var attempts: Int = details.attempts
        internal set

    /** The token of the page, to resume from: all rows before it were delivered. It is null for the first page. */
    var token: String? = null
        internal set

    internal data class Details(
        val message: String,
        val cause: Throwable? = null,
        val status: Int? = null,
        val serverMessage: String? = null,
        val requestId: String? = null,
        val traceId: String? = null,
        val retryable: Boolean = false,
        val retryAfter: Duration = Duration.ZERO,
        val attempts: Int = 1,
    )

    /** 401: the credentials are wrong or have expired. */
    class Authentication internal constructor(
        details: Details,
    ) : ListingException(details)

    /** 403: the credentials do not permit the request. */
    class NotPermitted internal constructor(
        details: Details,
    ) : ListingException(details)

    /** Another 4xx status, or a request that cannot be sent. */
    class InvalidRequest internal constructor(
        details: Details,
    ) : ListingException(details)

    /** 429 until the deadline, or the rate limit allows no request before it. */
    class RateLimited internal constructor(
        details: Details,
    ) : ListingException(details)

    /** A 5xx status, or a transient 4xx status, after all retries. */
    class Server internal constructor(
        details: Details,
    ) : ListingException(details)

    /** No complete answer: the connection failed or broke, or a time limit passed. */
    class ConnectionFailed internal constructor(
        details: Details,
    ) : ListingException(details)

    /** An answer that breaks the contract. */
    class Protocol internal constructor(
        details: Details,
    ) : ListingException(details)
}
