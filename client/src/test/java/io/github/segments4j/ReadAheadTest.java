package io.github.segments4j;

import static io.github.segments4j.ListingTest.page;
import static io.github.segments4j.ScriptedServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.segments4j.model.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadAheadTest {
    private final Semaphore requests = new Semaphore(0);
    private ScriptedServer server;
    private SegmentsClient client;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
        client = server.client(new FakeTime())
                .listener(event -> requests.release(event instanceof SegmentsEvent.Attempt ? 1 : 0))
                .build();
    }

    @AfterEach
    void stop() {
        Thread.interrupted();
        client.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void theSameRowsComeInTheSameOrder(int pages) {
        server.then(page("1", "a", "b")).then(page("2")).then(page("3", "c")).then(page("", "d"));

        assertThat(client.list(ListOptions.defaults().withReadAhead(pages)))
                .extracting(Segment::id)
                .containsExactly("a", "b", "c", "d");
        assertThat(server.asked).hasSize(4);
    }

    @Test
    void nothingIsSentBeforeARowIsWanted() {
        try (CloseableIterator<Segment> walk =
                        client.list(ListOptions.defaults().withReadAhead(3)).iterator();
                Stream<Segment> stream = client.list(ListOptions.defaults().withReadAhead(3)).stream()) {
            assertThat(walk).isNotNull();
            assertThat(stream).isNotNull();
        }

        assertThat(server.asked).isEmpty();
    }

    @Test
    void whileTheCallerWorksOnAPageTheNextOnesComeAndNoMore() throws InterruptedException {
        server.otherwise = endless();

        try (CloseableIterator<SegmentPage> walk =
                client.list(ListOptions.defaults().withReadAhead(2)).pages().iterator()) {
            walk.next();
            assertThat(requests.tryAcquire(3, 10, TimeUnit.SECONDS))
                    .as("one and two ahead")
                    .isTrue();

            walk.next();
            assertThat(requests.tryAcquire(1, 10, TimeUnit.SECONDS))
                    .as("one more")
                    .isTrue();
            assertThat(server.asked).hasSize(4);
        }
    }

    @Test
    void anErrorComesAfterTheRowsBeforeItAndTheSamePageIsTriedNext() throws InterruptedException {
        server.then(page("1", "a")).then(page("2", "b")).then(json(403, "{}")).then(page("", "c"));
        List<String> rows = new ArrayList<>();
        CloseableIterator<Segment> walk =
                client.list(ListOptions.defaults().withReadAhead(5)).iterator();

        PermissionException error =
                catchThrowableOfType(PermissionException.class, () -> walk.forEachRemaining(row -> rows.add(row.id())));

        assertThat(rows).containsExactly("a", "b");
        assertThat(error.pageToken()).hasValue("2");
        assertThat(error).hasMessageContaining("page 3: ");
        assertThat(server.asked).as("none after the failure").hasSize(3);
        assertThat(walk.next().id()).isEqualTo("c");
        assertThat(walk.hasNext()).isFalse();
    }

    @Test
    void aClosedIteratorFetchesNoMoreAndSaysSo() {
        server.otherwise = endless();
        CloseableIterator<Segment> walk =
                client.list(ListOptions.defaults().withReadAhead(1)).iterator();
        walk.next();

        walk.close();
        walk.close();

        assertThatIllegalStateException().isThrownBy(walk::hasNext).withMessageContaining("closed");
        assertThatIllegalStateException().isThrownBy(walk::next).withMessageContaining("closed");
    }

    @Test
    void closingTheStreamInterruptsTheFetchThatIsUnderWay() throws InterruptedException {
        Semaphore stalls = new Semaphore(0);
        server.then(page("1", "a")).otherwise = stalled -> stalls.release();

        try (Stream<Segment> rows = client.list(ListOptions.defaults().withReadAhead(1)).stream()) {
            assertThat(rows.findFirst()).isPresent();
            assertThat(stalls.tryAcquire(1, 10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(requests.tryAcquire(2, 10, TimeUnit.SECONDS))
                .as("the second attempt has ended long before its timeout of 30 s")
                .isTrue();
    }

    @Test
    void anInterruptEndsTheWaitNamesThePageToGoOnFromAndLosesNothing() {
        Thread caller = Thread.currentThread();
        CountDownLatch answer = new CountDownLatch(1);
        server.then(page("1", "a")).then(exchange -> {
            caller.interrupt();
            ApiKeyTest.awaited(answer);
            json(200, page("", "b")).to(exchange);
        });
        CloseableIterator<SegmentPage> walk =
                client.list(ListOptions.defaults().withReadAhead(1)).pages().iterator();
        walk.next();

        ConnectionException error = catchThrowableOfType(ConnectionException.class, walk::next);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(error.pageToken()).hasValue("1");
        assertThat(error).hasMessageContaining("page 2: ");
        answer.countDown();
        assertThat(walk.next().data()).extracting(Segment::id).containsExactly("b");
        assertThat(server.asked).hasSize(2);
    }

    @Test
    void closingFromAnotherThreadEndsTheWaitAlsoWhereEveryPageFails() throws Exception {
        SegmentsClient failing = server.client(new FakeTime())
                .accessToken(() -> {
                    throw RetryLoopTest.exception(Problem.Kind.SERVER, "no");
                })
                .build();
        for (int i = 0; i < 300; i++) {
            CloseableIterator<SegmentPage> walk = failing.list(
                            ListOptions.defaults().withReadAhead(1))
                    .pages()
                    .iterator();
            FutureTask<String> failure = new FutureTask<>(() -> {
                while (true) {
                    try {
                        walk.next();
                    } catch (ServerException e) {
                        // and once more
                    } catch (IllegalStateException e) {
                        return e.getMessage();
                    }
                }
            });
            new Thread(failure).start();
            for (int spins = 0; spins < i * 100; spins++) {
                Thread.onSpinWait();
            }
            walk.close();

            assertThat(failure.get(30, TimeUnit.SECONDS)).isEqualTo("This iterator is closed");
        }
    }

    @Test
    void anErrorOfTheJvmLosesNoPage() {
        server.then(page("1", "a")).then(page("2", "b")).then(page("2", "b")).then(page("", "c"));
        AtomicInteger pages = new AtomicInteger();
        try (SegmentsClient failing = server.client(new FakeTime())
                .listener(event -> {
                    if (event instanceof SegmentsEvent.Page && pages.incrementAndGet() == 2) {
                        throw new OutOfMemoryError("for a test");
                    }
                })
                .build()) {
            CloseableIterator<Segment> rows =
                    failing.list(ListOptions.defaults().withReadAhead(3)).iterator();

            assertThat(rows.next().id()).isEqualTo("a");
            assertThatThrownBy(rows::next).isInstanceOf(OutOfMemoryError.class);
            assertThat(rows).toIterable().extracting(Segment::id).containsExactly("b", "c");
        }
    }

    @Test
    void aTaskDecoratorThatFailsOrDoesNothingLeavesNobodyWaiting() {
        server.otherwise = json(200, page("", "a"));
        try (SegmentsClient idle =
                server.client(new FakeTime()).taskDecorator(task -> () -> {}).build()) {
            CloseableIterator<Segment> rows =
                    idle.list(ListOptions.defaults().withReadAhead(1)).iterator();

            assertThatIllegalStateException().isThrownBy(rows::next).withMessageContaining("task decorator");
        }
    }

    @Test
    void theThreadOfAnAbandonedIteratorEnds() throws InterruptedException {
        server.otherwise = endless();
        client.list(ListOptions.defaults().withReadAhead(1)).iterator().next();

        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("segments-read-ahead")) {
                thread.join(TimeUnit.SECONDS.toMillis(30));
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1001})
    void readAheadIsBounded(int pages) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListOptions.defaults().withReadAhead(pages))
                .withMessageContaining("from 0 to 1000");
    }

    /** Each page leads to another one. */
    private ScriptedServer.Answer endless() {
        return exchange -> json(200, page("t" + server.asked.size(), "a")).to(exchange);
    }
}
