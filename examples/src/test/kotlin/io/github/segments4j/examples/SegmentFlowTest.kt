package io.github.segments4j.examples

import io.github.segments4j.PermissionException
import io.github.segments4j.SegmentsClient
import io.github.segments4j.sandbox.Fault
import io.github.segments4j.sandbox.Sandbox
import io.github.segments4j.sandbox.SandboxTest
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import java.util.function.Supplier

@Tag("slow")
@SandboxTest(segments = 250)
class SegmentFlowTest {
    private val begun = CompletableDeferred<Unit>()
    private lateinit var client: SegmentsClient

    @BeforeEach
    fun connect(sandbox: Sandbox) {
        client =
            SegmentsClient.builder()
                .baseUrl(sandbox.baseUrl())
                .tenant(sandbox.tenant())
                .accessToken(sandbox.accessToken())
                .pageDecorator { page ->
                    Supplier {
                        begun.complete(Unit)
                        page.get()
                    }
                }.build()
    }

    @AfterEach
    fun disconnect() = client.close()

    @Test
    fun `a flow has all segments`() =
        runBlocking<Unit> {
            assertThat(segments(client).toList()).hasSize(250).doesNotHaveDuplicates()
        }

    @Test
    fun `a flow fetches no page that nobody collects`(sandbox: Sandbox) =
        runBlocking {
            segments(client).first()

            sandbox.requests().assertPages(1)
        }

    @Test
    fun `cancelling the coroutine breaks off the request and is no failure`(sandbox: Sandbox) =
        runBlocking<Unit> {
            sandbox.faults().nth(1, Fault.stall())
            val listing = launch { segments(client).collect {} }
            begun.await()

            // Far longer than it takes, and shorter than the client's timeout of 30 s.
            withTimeout(20_000) { listing.cancelAndJoin() }

            assertThat(listing.isCancelled).isTrue()
        }

    @Test
    fun `a flow ends with the exception`(sandbox: Sandbox) {
        sandbox.faults().always(Fault.status(403))

        assertThatThrownBy { runBlocking { segments(client).collect {} } }.isInstanceOf(PermissionException::class.java)
    }
}
