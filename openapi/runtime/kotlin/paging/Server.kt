package io.github.segments4j.paging

import com.squareup.moshi.Moshi
import okhttp3.Headers.Companion.toHeaders
import okhttp3.HttpUrl
import okhttp3.HttpUrl.Companion.toHttpUrl
import okhttp3.OkHttpClient
import okhttp3.Request
import okhttp3.RequestBody

/**
 * Where the requests of a listing go, and how they are signed and read.
 *
 * @param security how the contract has requests signed.
 */
class Server(
    baseUrl: String,
    private val credentials: Credentials,
    private val security: List<SecurityScheme>,
    internal val client: OkHttpClient,
    internal val moshi: Moshi,
) {
    internal val baseUrl: HttpUrl = baseUrl.toHttpUrl()

    internal fun signatures(call: Call): List<Signature> =
        if (call.isSigned) security.mapNotNull { it.signature(credentials) } else emptyList()
}

/**
 * A request of an operation, without its signature. Names are those of the contract.
 *
 * @param path the path behind the base URL, percent-encoded.
 */
class Call(
    internal val method: String,
    internal val path: String,
    internal val query: Map<String, List<String>>,
    internal val headers: Map<String, String>,
    internal val isSigned: Boolean,
) {
    internal fun with(
        parameter: String,
        value: String?,
    ): Call {
        val others = query - parameter
        val changed = if (value == null) others else others + (parameter to listOf(value))
        return Call(method, path, changed, headers, isSigned)
    }

    internal fun toRequest(
        baseUrl: HttpUrl,
        signatures: List<Signature>,
        body: RequestBody?,
    ): Request {
        val url = baseUrl.newBuilder().addEncodedPathSegments(path.trimStart('/'))
        for ((name, values) in query) {
            values.forEach { url.addQueryParameter(name, it) }
        }
        val request = Request.Builder().headers(headers.toHeaders())
        signatures.forEach { it.sign(url, request) }
        return request.url(url.build()).method(method, body).build()
    }
}
