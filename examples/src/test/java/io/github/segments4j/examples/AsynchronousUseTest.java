package io.github.segments4j.examples;

import static io.github.segments4j.sandbox.Fault.stall;
import static io.github.segments4j.sandbox.Fault.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segments4j.PermissionException;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.model.Segment;
import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxTest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

@SandboxTest(segments = 250)
class AsynchronousUseTest {
    /** Far longer than anything here takes, and shorter than the client's timeout of 30 s. */
    private static final int PATIENCE_IN_SECONDS = 20;

    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private SegmentsClient client;

    @BeforeEach
    void connect(Sandbox sandbox) {
        client = SegmentsClient.builder()
                .baseUrl(sandbox.baseUrl())
                .tenant(sandbox.tenant())
                .accessToken(sandbox.accessToken())
                .pageDecorator(page -> () -> {
                    begun.countDown();
                    try {
                        return page.get();
                    } finally {
                        ended.countDown();
                    }
                })
                .build();
    }

    @AfterEach
    void disconnect() {
        client.close();
        threads.shutdownNow();
    }

    @Test
    void aFutureHasAllSegments() {
        ConcurrentLinkedQueue<Segment> segments = new ConcurrentLinkedQueue<>();

        AsynchronousUse.forEach(client, segments::add, threads).join();

        assertThat(segments).hasSize(250).doesNotHaveDuplicates();
    }

    @Test
    void cancellingTheFutureBreaksOffTheRequestAndFreesItsThread(Sandbox sandbox) throws Exception {
        sandbox.faults().nth(1, stall());
        CompletableFuture<Void> listing = AsynchronousUse.forEach(client, segment -> {}, threads);
        assertThat(begun.await(PATIENCE_IN_SECONDS, TimeUnit.SECONDS)).isTrue();

        listing.cancel(true);

        assertThat(ended.await(PATIENCE_IN_SECONDS, TimeUnit.SECONDS)).isTrue();
        threads.shutdown();
        assertThat(threads.awaitTermination(PATIENCE_IN_SECONDS, TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void aFluxHasAllSegmentsForEachSubscriber() {
        List<Segment> first = AsynchronousUse.flux(client).collectList().block();
        List<Segment> second = AsynchronousUse.flux(client).collectList().block();

        assertThat(first).hasSize(250).isEqualTo(second);
    }

    @Test
    void aFluxFetchesThePagesThatAreRequestedOnly(Sandbox sandbox) {
        Segment hundredth = AsynchronousUse.flux(client).take(100).blockLast();

        assertThat(hundredth).isNotNull();
        sandbox.requests().assertPages(1);
    }

    @Test
    void cancellingTheSubscriptionBreaksOffTheRequest(Sandbox sandbox) throws Exception {
        sandbox.faults().nth(1, stall());
        Disposable subscription = AsynchronousUse.flux(client).subscribe();
        assertThat(begun.await(PATIENCE_IN_SECONDS, TimeUnit.SECONDS)).isTrue();

        subscription.dispose();

        assertThat(ended.await(PATIENCE_IN_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aFluxEndsWithTheException(Sandbox sandbox) {
        sandbox.faults().always(status(403));

        assertThatThrownBy(() -> AsynchronousUse.flux(client).blockLast()).isInstanceOf(PermissionException.class);
    }
}
