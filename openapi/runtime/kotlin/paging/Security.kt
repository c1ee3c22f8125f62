package io.github.segments4j.paging

import okhttp3.HttpUrl
import okhttp3.Request

/**
 * The secrets that requests are signed with. Give those that the API asks for.
 *
 * Each function is called for each request, so that its secret can change.
 *
 * @param accessToken returns the bearer token.
 * @param apiKey returns the API key.
 * @param username the name for HTTP basic authentication.
 * @param password returns the password for HTTP basic authentication.
 */
class Credentials(
    internal val accessToken: (() -> String)? = null,
    internal val apiKey: (() -> String)? = null,
    internal val username: String = "",
    internal val password: (() -> String)? = null,
)

/** How a request is signed, from the contract. */
sealed class SecurityScheme {
    /** Returns null if the user has no such secret. */
    internal abstract fun signature(credentials: Credentials): Signature?

    /** `Authorization: Bearer` with the access token. */
    object Bearer : SecurityScheme() {
        override fun signature(credentials: Credentials): Signature? =
            credentials.accessToken?.invoke()?.let { Signature(it, header = "Authorization" to "Bearer $it") }
    }

    /** `Authorization: Basic` with the username and the password. */
    object Basic : SecurityScheme() {
        override fun signature(credentials: Credentials): Signature? =
            credentials.password?.invoke()?.let {
                val value = okhttp3.Credentials.basic(credentials.username, it, Charsets.UTF_8)
                Signature(it, header = "Authorization" to value)
            }
    }

    /** A header with the API key. */
    class KeyInHeader(
        private val name: String,
    ) : SecurityScheme() {
        override fun signature(credentials: Credentials): Signature? =
            credentials.apiKey?.invoke()?.let { Signature(it, header = name to it) }
    }

    /** A query parameter with the API key. */
    class KeyInQuery(
        private val name: String,
    ) : SecurityScheme() {
        override fun signature(credentials: Credentials): Signature? =
            credentials.apiKey?.invoke()?.let { Signature(it, parameter = name to it) }
    }

    /** A cookie with the API key. */
    class KeyInCookie(
        private val name: String,
    ) : SecurityScheme() {
        override fun signature(credentials: Credentials): Signature? =
            credentials.apiKey?.invoke()?.let { Signature(it, header = "Cookie" to "$name=$it") }
    }
}

/** A secret, and where it goes in a request. */
internal class Signature(
    val secret: String,
    private val header: Pair<String, String>? = null,
    private val parameter: Pair<String, String>? = null,
) {
    fun sign(
        url: HttpUrl.Builder,
        request: Request.Builder,
    ) {
        parameter?.let { (name, value) -> url.setQueryParameter(name, value) }
        header?.let { (name, value) -> request.header(name, value) }
    }
}
