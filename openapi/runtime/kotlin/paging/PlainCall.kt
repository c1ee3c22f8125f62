package io.github.segments4j.paging

import okhttp3.FormBody
import okhttp3.HttpUrl.Companion.toHttpUrl
import okhttp3.MediaType.Companion.toMediaType
import okhttp3.OkHttpClient
import okhttp3.Request
import okhttp3.RequestBody
import okhttp3.RequestBody.Companion.toRequestBody

/** A request of an operation that is not a listing. */
internal class PlainCall(
    private val call: Call,
    private val signatures: List<Signature>,
    private val form: Map<String, String>?,
    passwords: List<String>,
) {
    private val secrets = signatures.map(Signature::secret) + passwords.mapNotNull { form?.get(it) }

    /** Makes the request. The body is a form, or the JSON that the function returns, or empty. */
    fun toRequest(
        baseUrl: String,
        toJson: (() -> String)?,
    ): Request {
        val type = call.headers[CONTENT_TYPE] ?: "application/json"
        val body =
            when {
                form != null -> encoded(form)
                toJson != null -> toJson().toRequestBody(type.toMediaType())
                call.method in WITH_BODY -> RequestBody.EMPTY
                else -> null
            }
        // The body has its own type.
        return call
            .toRequest(baseUrl.toHttpUrl(), signatures, body)
            .newBuilder()
            .removeHeader(CONTENT_TYPE)
            .build()
    }

    /** Returns the body of an error, unless it has a secret of the request in it. Exceptions quote the body. */
    fun shown(text: String): String? = text.takeUnless { secrets.any(text::repeats) }

    private companion object {
        const val CONTENT_TYPE = "Content-Type"
        val WITH_BODY = setOf("POST", "PUT", "PATCH")
    }
}

private fun encoded(form: Map<String, String>): RequestBody {
    val body = FormBody.Builder()
    form.forEach { (name, value) -> body.add(name, value) }
    return body.build()
}

/** Ends the settings of a client: it follows no redirect. */
internal fun OkHttpClient.Builder.withoutRedirects(): OkHttpClient = followRedirects(false).followSslRedirects(false).build()

/** Names the client to servers, unless a request has a name. */
internal fun OkHttpClient.Builder.withUserAgent(name: String): OkHttpClient.Builder =
    addInterceptor { chain ->
        val agent = chain.request().header("User-Agent") ?: name
        chain.proceed(
            chain
                .request()
                .newBuilder()
                .header("User-Agent", agent)
                .build(),
        )
    }
