package io.github.segments4j.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.segments4j.sandbox.endpoints.FakeClock;
import io.github.segments4j.sandbox.http.Answer;
import io.github.segments4j.sandbox.http.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RequestLogTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    private final RequestLog log = new RequestLog(10_000);

    @Test
    void aRequestIsKeptWithItsAnswerAndWithoutItsToken() throws Exception {
        FakeClock clock = new FakeClock();
        try (Sandbox sandbox = Sandbox.builder().clock(clock).start()) {
            sandbox.faults().next(Fault.status(503));
            sandbox.faults().next(Fault.stall());
            Browser browser = new Browser(sandbox);
            browser.get("/segments?limit=2&next=%C3%A9");
            clock.pass(Duration.ofSeconds(5));
            CompletableFuture<?> stalled = browser.send("/segments");
            browser.awaitRequests(2);

            RequestLog.Entry first = sandbox.requests().all().get(0);
            RequestLog.Entry second = sandbox.requests().all().get(1);

            assertThat(first.at()).isEqualTo(START);
            assertThat(first.method()).isEqualTo("GET");
            assertThat(first.path()).isEqualTo("/api/segments");
            assertThat(first.parameters())
                    .containsExactly(Map.entry("limit", List.of("2")), Map.entry("next", List.of("é")));
            assertThat(first.header("Amperity-Tenant")).hasValue("acme");
            assertThat(first.header("Authorization")).hasValue("Bearer ***");
            assertThat(first.status()).isEqualTo(503);
            assertThat(first.faults()).containsExactly("status 503");
            assertThat(second.at()).isEqualTo(START.plusSeconds(5));
            assertThat(second.status()).isZero();
            assertThat(stalled).isNotDone();
            assertThat(sandbox.requests().toString()).doesNotContain(sandbox.accessToken());
        }
    }

    @Test
    void anotherSchemeIsHiddenAltogether() {
        log.add(
                START,
                new Request("GET", "/", "", Map.of("authorization", "Basic c2VjcmV0"), ""),
                new Answer(401, Map.of(), ""));

        assertThat(log.all().get(0).header("authorization")).hasValue("***");
    }

    @Test
    void onlyTheLastAreKeptButAllAreCounted() {
        RequestLog small = new RequestLog(3);
        for (int i = 0; i < 5; i++) {
            add(small, i, 200);
        }

        assertThat(small.all().stream().map(RequestLog.Entry::query)).containsExactly("limit=2", "limit=3", "limit=4");
        small.assertCount(5);
        small.clear();
        small.assertCount(0);
        assertThat(small.all()).isEmpty();
    }

    @Test
    void hugeOnesLeaveRoomForFewerButAreCounted() {
        Map<String, String> huge = Map.of("x", "y".repeat(1024 * 1024));
        for (int i = 0; i < 100; i++) {
            log.add(START, new Request("GET", "/", "", huge, ""), new Answer(404, Map.of(), ""));
        }
        add(log, 7, 200);

        assertThat(log.all()).hasSizeBetween(20, 32);
        assertThat(log.all().get(log.all().size() - 1).query()).isEqualTo("limit=7");
        log.assertCount(101);
    }

    @Test
    void someOfThemAreALogOfTheirOwn() {
        add(log, 0, 200);
        add(log, 1, 429);

        RequestLog refused = log.matching(entry -> entry.status() == 429);

        refused.assertCount(1);
        assertThat(refused.all()).containsExactly(log.all().get(1));
    }

    @Test
    void aWrongCountNamesWhatWasSeen() {
        add(log, 0, 200);
        add(log, 250, 429);

        log.assertCount(2);
        log.assertPages(1);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> log.assertPages(2))
                .withMessage("""
            There should be 2 pages with status 200, but there were 1 in 2 requests:
              2026-11-01T00:00:00Z GET /api/segments?limit=0 -> 200
              2026-11-01T00:00:00.250Z GET /api/segments?limit=250 -> 429""");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> log.assertCount(1))
                .withMessageStartingWith("There should be 1 request, but there were 2:\n  2026");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> new RequestLog(1).assertCount(1))
                .withMessage("There should be 1 request, but there were 0.");
    }

    @Test
    void aHeaderThatIsMissingOrWrongIsShownWithItsRequest() {
        add(log, 0, 200);
        log.assertHeader("Amperity-Tenant", "acme");
        log.add(
                START.plusSeconds(1),
                new Request("GET", "/api/segments", "", Map.of("amperity-tenant", "beta"), ""),
                new Answer(403, Map.of(), ""));
        log.add(
                START.plusSeconds(2),
                new Request("GET", "/api/segments", "", Map.of(), ""),
                new Answer(400, Map.of(), ""));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> log.assertHeader("Amperity-Tenant", "acme"))
                .withMessage("""
            Every request should have "Amperity-Tenant: acme", but 2 of 3 had not:
              2026-11-01T00:00:01Z GET /api/segments -> 403, Amperity-Tenant: beta
              2026-11-01T00:00:02Z GET /api/segments -> 400, Amperity-Tenant: (none)""");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> new RequestLog(1).assertHeader("a", "b"))
                .withMessageContaining("0 of 0");
    }

    @Test
    void aRateIsHeldInEveryWindowAndABurstIsListed() {
        for (int at : List.of(0, 400, 1_000, 1_400)) {
            add(log, at, 200);
        }

        log.assertNeverMoreThan(2, Duration.ofSeconds(1));
        assertThatCode(() -> log.assertNeverMoreThan(4, Duration.ofDays(1))).doesNotThrowAnyException();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> log.assertNeverMoreThan(2, Duration.ofMillis(1_001)))
                .withMessage("""
            There should never be more than 2 requests in 1001 ms, but these 3 came in 1000 ms:
              2026-11-01T00:00:00Z GET /api/segments?limit=0 -> 200
              2026-11-01T00:00:00.400Z GET /api/segments?limit=400 -> 200
              2026-11-01T00:00:01Z GET /api/segments?limit=1000 -> 200""");
        assertThatIllegalArgumentException().isThrownBy(() -> log.assertNeverMoreThan(0, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> log.assertNeverMoreThan(1, Duration.ZERO));
    }

    @Test
    void aLongListIsCutToItsEnd() {
        for (int i = 0; i < 25; i++) {
            add(log, i, 200);
        }

        assertThat(log.toString())
                .startsWith("25 requests, of which the last 20:\n")
                .doesNotContain("limit=4 ")
                .contains("limit=5 ");
    }

    @Test
    void whatIsNotPercentEncodedHasNoParameters() {
        log.add(START, new Request("GET", "/", "a=%zz", Map.of(), ""), new Answer(400, Map.of(), ""));

        assertThat(log.all().get(0).parameters()).isEmpty();
        assertThat(log.all().get(0).header("nothing")).isEqualTo(Optional.empty());
    }

    private static void add(RequestLog log, int millis, int status) {
        Request request = new Request("GET", "/api/segments", "limit=" + millis, Map.of("amperity-tenant", "acme"), "");
        log.add(START.plusMillis(millis), request, new Answer(status, Map.of(), ""));
    }
}
