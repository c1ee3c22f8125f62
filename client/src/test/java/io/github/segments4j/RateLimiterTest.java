package io.github.segments4j;

import static io.github.segments4j.ErrorsTest.error;
import static io.github.segments4j.ListingTest.page;
import static io.github.segments4j.ScriptedServer.json;
import static io.github.segments4j.ScriptedServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a client uses a rate limiter that the caller passes in. */
class RateLimiterTest {
    private final FakeTime time = new FakeTime();
    private final List<String> said = new ArrayList<>();
    private ScriptedServer server;

    private final RateLimiter limiter = new RateLimiter() {
        private long permits;

        @Override
        public long acquire(Duration atMost) {
            said.add("at most " + atMost.toSeconds() + " s");
            return ++permits;
        }

        @Override
        public void answered(long permit, Duration holdBack) {
            said.add(permit + " held back " + holdBack.toMillis() + " ms");
        }
    };

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
    }

    @AfterEach
    void stop() {
        Thread.interrupted();
        server.close();
    }

    @Test
    void everyAttemptTakesAPermitAndReportsHowItEnded() {
        server.then(json(503, error(503, "later")))
                .then(json(429, error(429, "slower")))
                .then(text(429, "application/json", error(429, "slower"), Map.of("Retry-After", "0.2")))
                .then(text(429, "application/json", error(429, "slower"), Map.of("Retry-After", "20")))
                .then(page("", "a"));

        try (SegmentsClient client = server.client(time).rateLimiter(limiter).build()) {
            assertThat(client.list()).hasSize(1);
        }

        assertThat(said)
                .filteredOn(what -> what.contains("held"))
                .containsExactly(
                        "1 held back 0 ms",
                        "2 held back 1000 ms",
                        "3 held back 1000 ms",
                        "4 held back 20000 ms",
                        "5 held back 0 ms");
        assertThat(said.get(0)).isEqualTo("at most 300 s");
    }

    @Test
    void nobodyIsHeldBackForLongerThanARetryAfterMayAsk() {
        server.then(text(429, "text/plain", "", Map.of("Retry-After", "3600")));

        SegmentsException error = failure(server.client(time).rateLimiter(limiter));

        assertThat(said).contains("1 held back 120000 ms");
        assertThat(error).isInstanceOf(RateLimitedException.class).hasMessageContaining("asks to wait 3600 s");
    }

    @Test
    void aFailedConnectionIsReportedToo() {
        server.close();

        failure(server.client(time).rateLimiter(limiter).attempts(1));

        assertThat(said).containsExactly("at most 300 s", "1 held back 0 ms");
    }

    @Test
    void aPermitThatDoesNotComeInTimeIsAnErrorAndNothingIsSent() {
        SegmentsException error = failure(server.client(time).rateLimiter(new RateLimiter() {
            @Override
            public long acquire(Duration atMost) throws TimeoutException {
                throw new TimeoutException();
            }

            @Override
            public void answered(long permit, Duration holdBack) {
                said.add("answered");
            }
        }));

        assertThat(error)
                .isInstanceOf(RateLimitedException.class)
                .hasMessageContaining("was not sent: it had to wait for the rate limiter past the deadline");
        assertThat(error.status()).isEmpty();
        assertThat(server.asked).isEmpty();
        assertThat(said).isEmpty();
    }

    @Test
    void aLimiterThatFailsIsAConnectionErrorAfterRetries() {
        IllegalStateException down = new IllegalStateException("the store is down");
        SegmentsException error = failure(server.client(time).rateLimiter(new RateLimiter() {
            @Override
            public long acquire(Duration atMost) {
                throw down;
            }

            @Override
            public void answered(long permit, Duration holdBack) {}
        }));

        assertThat(error)
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("the rate limiter failed")
                .hasCause(down);
        assertThat(error.attempts()).isEqualTo(8);
        assertThat(server.asked).isEmpty();
    }

    @Test
    void aLimiterThatFailsAfterTheResponseCostsNoPage() {
        server.then(page("", "a"));
        RateLimiter forgetful = new RateLimiter() {
            @Override
            public long acquire(Duration atMost) {
                return 1;
            }

            @Override
            public void answered(long permit, Duration holdBack) {
                throw new IllegalStateException("the store is down");
            }
        };

        try (SegmentsClient client = server.client(time).rateLimiter(forgetful).build()) {
            assertThat(client.list()).hasSize(1);
        }
    }

    @Test
    void anInterruptEndsTheWaitForAPermit() {
        Thread.currentThread().interrupt();

        SegmentsException error = failure(server.client(time));

        assertThat(error).isInstanceOf(ConnectionException.class).hasMessageContaining("its thread was interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(server.asked).isEmpty();
    }

    @Test
    void oneLimiterPacesAllClientsThatShareIt() {
        server.otherwise = json(200, page("", "a"));
        RateLimiter shared = new Pacer(10, time);

        try (SegmentsClient one = server.client(time).rateLimiter(shared).build();
                SegmentsClient two = server.client(time).rateLimiter(shared).build()) {
            for (int i = 0; i < 5; i++) {
                one.list().forEach(segment -> {});
                two.list().forEach(segment -> {});
            }
        }

        assertThat(time.passed()).isEqualTo(Duration.ofMillis(520));
    }

    @Test
    void aRefusalHoldsBackEveryCallerOfTheClient() {
        server.then(json(429, error(429, "slower")));
        server.otherwise = json(200, page("", "a"));

        try (SegmentsClient client = server.client(time).build()) {
            client.list().forEach(segment -> {});
        }

        assertThat(time.passed()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    private static SegmentsException failure(SegmentsClientBuilder builder) {
        try (SegmentsClient client = builder.build()) {
            return catchThrowableOfType(
                    SegmentsException.class, () -> client.list().iterator().hasNext());
        }
    }
}
