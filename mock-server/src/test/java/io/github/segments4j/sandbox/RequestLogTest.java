package io.github.segments4j.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.segments4j.sandbox.admin.RequestHistory;
import io.github.segments4j.sandbox.http.Request;
import io.github.segments4j.sandbox.http.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestLogTest {
    /** Characters that change the direction in which text is shown. */
    private static final String OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    private final RequestHistory history = new RequestHistory();
    private final RequestLog log = new RequestLog(history);

    @Test
    void aRequestIsKeptWithItsResultAndWithoutItsToken() throws Exception {
        try (Sandbox sandbox = Sandbox.builder().start()) {
            sandbox.clock().set(START);
            sandbox.faults().next(Fault.status(503));
            sandbox.faults().next(Fault.stall());
            Browser browser = new Browser(sandbox);
            browser.get("/segments?limit=2&next=%C3%A9");
            sandbox.clock().advance(Duration.ofSeconds(5));
            CompletableFuture<?> stalled = browser.send("/segments");
            browser.awaitRequests(2);

            RequestLog.Entry first = sandbox.requests().all().get(0);
            RequestLog.Entry second = sandbox.requests().all().get(1);

            assertThat(first.at()).isEqualTo(START);
            assertThat(first.method()).isEqualTo("GET");
            assertThat(first.path()).isEqualTo("/api/segments");
            assertThat(first.query()).isEqualTo("limit=2&next=%C3%A9");
            assertThat(first.header("Amperity-Tenant")).hasValue("acme");
            assertThat(first.header("Authorization")).hasValue("Bearer ***");
            assertThat(first.header("nothing")).isEmpty();
            assertThat(first.status()).isEqualTo(503);
            assertThat(first.faults()).containsExactly("status 503");
            assertThat(second.at()).isEqualTo(START.plusSeconds(5));
            assertThat(second.status()).isZero();
            assertThat(stalled).isNotDone();
            assertThat(sandbox.requests().toString()).doesNotContain(sandbox.accessToken());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'G(T /broken HTTP/1.1\r\nHost: localhost\r\n\r\n', ?, G(T /broken HTTP/1.1, 400",
        "'GET /api/segments HTTP/1.1\r\n\r\n', GET, /api/segments, 400",
        "'GET /api/segments HTTP/1.1\r\nHost: evil.example\r\n\r\n', GET, /api/segments, 421",
        "'POST /api/v0/oauth2/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 65537\r\n\r\n', POST, /api/v0/oauth2/token, 413"
    })
    void aRequestThatIsRefusedUnreadIsKeptToo(String request, String method, String path, int status) throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        try (Sandbox sandbox = Sandbox.builder().accessLog(lines::add).start()) {
            send(sandbox, request);

            RequestLog.Entry entry = sandbox.requests().all().get(0);
            assertThat(entry.method()).isEqualTo(method);
            assertThat(entry.path()).isEqualTo(path);
            assertThat(entry.status()).isEqualTo(status);
            sandbox.requests().assertCount(1);
        }
        assertThat(lines).singleElement().asString().contains(method + " " + path + " -> " + status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%C2%9B31m%C2%9D0;%C2%85%1B%5B0m%0A%7F%E2%80%AE%E2%81%A6%E2%80%A8%F3%A0%80%81 HTTP/1.1",
                "GET /a\u009b31m?b=\u001b[31m\u0085\u007f HTTP/1.1",
                "\u001b[31m\u009d0;\u0007"
            })
    void noRequestControlsTheTerminalThatItIsShownOn(String line) throws Exception {
        List<String> printed = new CopyOnWriteArrayList<>();
        try (Sandbox sandbox = Sandbox.builder().accessLog(printed::add).start()) {
            printed.add(send(sandbox, line + "\r\nHost: localhost\r\n\r\n").replace("\r\n", ""));
            printed.add(sandbox.requests().toString());
            printed.add(send(sandbox, "GET /_sandbox/requests HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .replace("\r\n", ""));
            printed.add(sandbox.requests().all().toString());
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> sandbox.requests().assertCount(7))
                    .satisfies(e -> printed.add(e.getMessage()));
        }

        assertThat(printed).hasSize(6);
        assertThat(String.join("", printed).replace("\n", "").codePoints())
                .noneMatch(c -> c < ' ' || (c >= 0x7F && c < 0xA0) || OVERRIDES.indexOf(c) >= 0);
    }

    private static String send(Sandbox sandbox, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void credentialsOfAnotherSchemeAreHiddenCompletely() {
        history.add(
                START,
                new Request("GET", "/", "", Map.of("authorization", "Basic c2VjcmV0"), ""),
                new Response(401, Map.of(), ""));

        assertThat(log.all().get(0).header("authorization")).hasValue("***");
    }

    @Test
    void onlyTheLastRequestsAreKeptButAllAreCounted() {
        for (int i = 0; i < 10_002; i++) {
            add(history, i, 200);
        }

        assertThat(log.all()).hasSize(10_000);
        assertThat(log.all().get(0).query()).isEqualTo("limit=2");
        log.assertCount(10_002);
        log.clear();
        log.assertCount(0);
        assertThat(log.all()).isEmpty();
    }

    @Test
    void aWrongCountListsTheRequests() {
        add(history, 0, 200);
        add(history, 250, 429);

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
        log.clear();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> log.assertCount(1))
                .withMessage("There should be 1 request, but there were 0.");
    }

    @Test
    void aRateIsCheckedInEveryWindowAndABurstIsListed() {
        for (int at : List.of(0, 400, 1_000, 1_400)) {
            add(history, at, 200);
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
    void onlyTheEndOfALongListIsShown() {
        for (int i = 0; i < 25; i++) {
            add(history, i, 200);
        }

        assertThat(log.toString())
                .startsWith("25 requests, of which the last 20:\n")
                .doesNotContain("limit=4 ")
                .contains("limit=5 ");
    }

    private static void add(RequestHistory to, int millis, int status) {
        Request request = new Request("GET", "/api/segments", "limit=" + millis, Map.of("amperity-tenant", "acme"), "");
        to.add(START.plusMillis(millis), request, new Response(status, Map.of(), ""));
    }
}
