package io.github.segments4j.paging

import com.squareup.moshi.Moshi
import com.squareup.moshi.kotlin.reflect.KotlinJsonAdapterFactory
import com.sun.net.httpserver.HttpServer
import okhttp3.OkHttpClient
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import java.net.InetAddress
import java.net.InetSocketAddress
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

class ListingTest {
    @Test
    fun `a message with the page token is not shown`() {
        val failure = refused("eyJwYWdlIjoyfQ==", "no page eyJwYWdlIjoyfQ==")

        assertEquals("GET /rows returned 400", failure.message)
        assertNull(failure.serverMessage)
        assertEquals("eyJwYWdlIjoyfQ==", failure.token)
    }

    @Test
    fun `a message with the encoded page token is not shown`() {
        assertEquals("GET /rows returned 400", refused("eyJwY+/=", "no page eyJwY%2B%2F%3D").message)
    }

    @Test
    fun `a short page token may be a word of any message`() {
        assertEquals("GET /rows returned 400: no such page", refused("page", "no such page").message)
    }

    @Test
    fun `a message without the page token is shown`() {
        for (token in listOf(null, "", "eyJwYWdlIjoyfQ==")) {
            assertEquals("GET /rows returned 400: it is too old", refused(token, "it is too old").message)
        }
    }

    @Test
    fun `a message with the access token is not shown`() {
        assertEquals("GET /rows returned 400", refused(null, "no right: $ACCESS_TOKEN").message)
    }

    /** Asks a server for the page of a token. It refuses that with the message. */
    private fun refused(
        token: String?,
        message: String,
    ): ListingException {
        val server = HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)
        server.createContext("/") { exchange ->
            val body = """{"message":"$message"}""".toByteArray()
            exchange.sendResponseHeaders(400, body.size.toLong())
            exchange.use { it.responseBody.write(body) }
        }
        server.start()
        try {
            val rows = ListRows("http://127.0.0.1:${server.address.port}").rows().startingAt(token)
            return assertThrows<ListingException.InvalidRequest> { rows.toList() }
        } finally {
            server.stop(0)
        }
    }

    private class Page(
        val rows: List<String>,
        val next: String?,
    )

    private class ListRows(
        baseUrl: String,
    ) : Listing<String, Page>(
            Paging("GET /rows", token = "token", field = "next", rows = "rows", total = null, maxEmptyPages = 0),
            Pace(1, 1.seconds, 1, 1.seconds, 1.seconds, 0.9, 0.3, 4.seconds, 1.seconds, 0.1, 0.1),
            Retries(emptySet(), emptySet(), 1, 1.milliseconds, 0.5, 1.milliseconds, 1.milliseconds, 10.seconds),
            Page::class,
            Server(
                baseUrl,
                Credentials(accessToken = { ACCESS_TOKEN }),
                listOf(SecurityScheme.Bearer),
                OkHttpClient(),
                Moshi.Builder().addLast(KotlinJsonAdapterFactory()).build(),
            ),
            Settings(),
        ) {
        fun rows() = read(Call("GET", "/rows", emptyMap(), emptyMap(), isSigned = true))
    }

    private companion object {
        const val ACCESS_TOKEN = "a-secret-of-24-characters"
    }
}
