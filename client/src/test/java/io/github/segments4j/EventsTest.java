package io.github.segments4j;

import static io.github.segments4j.ErrorsTest.error;
import static io.github.segments4j.ListingTest.page;
import static io.github.segments4j.ScriptedServer.json;
import static io.github.segments4j.ScriptedServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventsTest {
    private final FakeTime time = new FakeTime();
    private final List<SegmentsEvent> events = new CopyOnWriteArrayList<>();
    private ScriptedServer server;
    private SegmentsClient client;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
        client = server.client(time).listener(events::add).build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void aListenerIsToldOfAttemptsRetriesAndPages() {
        server.then(json(503, error(503, "later"))).then(page("t", "a", "b")).then(page("", "c"));

        client.list().forEach(segment -> {});

        assertThat(events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("Attempt", "Retry", "Attempt", "Page", "Attempt", "Page");
        assertThat(events.get(0)).isInstanceOfSatisfying(SegmentsEvent.Attempt.class, attempt -> {
            assertThat(attempt.request()).isEqualTo("GET " + server.url() + "/segments");
            assertThat(attempt.status()).hasValue(503);
            assertThat(attempt.took()).isZero();
        });
        assertThat(events.get(1)).isInstanceOfSatisfying(SegmentsEvent.Retry.class, retry -> {
            assertThat(retry.failure()).isInstanceOf(ServerException.class);
            assertThat(retry.attempt()).isEqualTo(2);
            assertThat(retry.delay()).isEqualTo(time.sleeps.get(0));
        });
        assertThat(events.get(3)).isInstanceOfSatisfying(SegmentsEvent.Page.class, page -> {
            assertThat(page.rows()).isEqualTo(2);
            assertThat(page.last()).isFalse();
        });
        assertThat(events.get(5))
                .isInstanceOfSatisfying(
                        SegmentsEvent.Page.class,
                        page -> assertThat(page.last()).isTrue());
        assertThat(events)
                .extracting(SegmentsEvent::toString)
                .containsExactly(
                        "GET " + server.url() + "/segments was answered 503 after 0 ms",
                        "GET " + server.url() + "/segments was answered 503: later; attempt 2 in "
                                + time.sleeps.get(0).toMillis() + " ms",
                        "GET " + server.url() + "/segments was answered 200 after 0 ms",
                        "A page has 2 rows",
                        "GET " + server.url() + "/segments was answered 200 after 0 ms",
                        "The last page has 1 rows");
    }

    @Test
    void anAttemptWithoutAnAnswerHasNoStatus() {
        server.close();

        assertThatThrownBy(client::count).isInstanceOf(ConnectionException.class);

        assertThat(events)
                .filteredOn(SegmentsEvent.Attempt.class::isInstance)
                .hasSize(8)
                .allSatisfy(event ->
                        assertThat(((SegmentsEvent.Attempt) event).status()).isEqualTo(OptionalInt.empty()));
    }

    @Test
    void aWaitForTheRateLimiterIsTold() {
        server.otherwise = json(200, page("", "a"));

        for (int i = 0; i < 6; i++) {
            client.list().forEach(segment -> {});
        }

        assertThat(events)
                .filteredOn(SegmentsEvent.Wait.class::isInstance)
                .singleElement(InstanceOfAssertFactories.type(SegmentsEvent.Wait.class))
                .satisfies(wait -> {
                    assertThat(wait.request()).isEqualTo("GET " + server.url() + "/segments");
                    assertThat(wait.took()).isEqualTo(Duration.ofMillis(104));
                })
                .hasToString("GET " + server.url() + "/segments waited 104 ms for the rate limiter");
    }

    @Test
    void aRetirementIsToldWithItsDates() {
        server.then(text(
                        200,
                        "application/json",
                        page("t", "a"),
                        Map.of(
                                "Deprecation", "Sun, 01 Nov 2026 00:00:00 GMT",
                                "Sunset", "Sat, 01 May 2027 00:00:00 GMT")))
                .then(text(200, "application/json", page("u", "b"), Map.of("Deprecation", "true")))
                .then(text(200, "application/json", page("", "c"), Map.of("Sunset", "Sat, 01 May 2027 00:00:00 GMT")));

        client.list().forEach(segment -> {});

        assertThat(events)
                .filteredOn(SegmentsEvent.Deprecation.class::isInstance)
                .map(SegmentsEvent.Deprecation.class::cast)
                .extracting(SegmentsEvent.Deprecation::deprecation, SegmentsEvent.Deprecation::sunset)
                .containsExactly(
                        tuple(
                                Optional.of(Instant.parse("2026-11-01T00:00:00Z")),
                                Optional.of(Instant.parse("2027-05-01T00:00:00Z"))),
                        tuple(Optional.empty(), Optional.empty()),
                        tuple(Optional.empty(), Optional.of(Instant.parse("2027-05-01T00:00:00Z"))));
        assertThat(events.get(1))
                .hasToString("The vendor is going to retire this API, or this version of it."
                        + " Deprecation: 2026-11-01T00:00:00Z, sunset: 2027-05-01T00:00:00Z");
    }

    @Test
    void aListenerThatFailsChangesNothing() {
        server.then(page("", "a"));

        try (SegmentsClient careless = server.client(time)
                .listener(event -> {
                    throw new IllegalStateException("not my day");
                })
                .build()) {
            assertThat(careless.list()).hasSize(1);
        }
    }

    @Test
    void aPageComesWithItsStatusAndHeadersIfItIsAskedFor() {
        server.then(text(200, "application/json", page("t2", "a"), Map.of("X-Request-Id", "req-7")));

        SegmentPage response = client.page(ListOptions.startingAt("t1"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers().get("x-request-id")).containsExactly("req-7");
        assertThat(response.headers().get("X-REQUEST-ID")).containsExactly("req-7");
        assertThat(response.pageToken()).hasValue("t1");
        assertThat(response.nextToken()).hasValue("t2");
        assertThat(response).hasToString("SegmentPage[rows=1, status=200]");
        assertThat(server.asked.get(0).query()).isEqualTo("next_token=t1");
    }
}
