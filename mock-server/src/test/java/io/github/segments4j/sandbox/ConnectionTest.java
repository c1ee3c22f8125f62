package io.github.segments4j.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionTest {
    private static final String HEADERS = """
      Host: 127.0.0.1
      Authorization: Bearer sandbox-access-token
      amperity-tenant: acme
      api-version: 2024-04-01
      """.replace("\n", "\r\n");

    private final Sandbox sandbox =
            Sandbox.builder().segments(1_000).rateLimit(Limit.NONE).start();

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        sandbox.faults().next(Fault.latency(Duration.ofMillis(50)));
        sandbox.faults().next(Fault.drip(1_000, Duration.ofMillis(1)));

        String answers = exchange(get("limit=1") + get("limit=500") + get("limit=2&with_total=true")
                + "GET /nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" + get("limit=3"));

        assertThat(answers.split("HTTP/1\\.1 ", -1)).hasSize(5);
        assertThat(answers.indexOf("HTTP/1.1 404")).isGreaterThan(answers.indexOf("\"total\":1000"));
        assertThat(Browser.ids(answers)).hasSize(503);
        assertThat(sandbox.requests().all()).hasSize(4);
    }

    @Test
    void aConnectionStaysOpenUntilOneSideEndsIt() throws Exception {
        assertThat(exchange("GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(2)))
                .contains("Connection: keep-alive");
        assertThat(exchange("GET /nothing HTTP/1.0\r\n\r\n".repeat(2))).containsOnlyOnce("HTTP/1.1 404");
        assertThat(exchange("GET /nothing HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n".repeat(2)))
                .contains("Connection: keep-alive");
        assertThat(exchange("GET /nothing HTTP/1.1\r\nHost: localhost\r\nConnection: x, Close\r\n\r\n".repeat(2)))
                .containsOnlyOnce("HTTP/1.1 404")
                .contains("Connection: close");
        assertThat(exchange("GET\r\n\r\n".repeat(2)))
                .containsOnlyOnce("HTTP/1.1 400")
                .contains("Connection: close", "\"request_id\":\"");
    }

    @Test
    void aResponseToHeadHasNoBody() throws Exception {
        String head = exchange("HEAD /_sandbox/health HTTP/1.1\r\nHost: localhost\r\n\r\n");

        assertThat(head).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n").contains("Content-Length: ");
    }

    @Test
    void aStallEndsWhenItsClientDisconnects() throws Exception {
        sandbox.faults().next(Fault.stall());

        assertThat(exchange(get("limit=1"))).isEmpty();
    }

    @Test
    void anAccessLogThatFailsAffectsNoLaterRequest() throws Exception {
        LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
        try (Sandbox failing = Sandbox.builder()
                .accessLog(line -> {
                    lines.add(line);
                    throw new IllegalStateException("full");
                })
                .start()) {
            for (int i = 0; i < 3; i++) {
                exchange(failing, "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n");

                assertThat(lines.poll(20, TimeUnit.SECONDS)).contains("GET /nothing");
            }
        }
    }

    @Test
    void theSandboxMayBeClosedFromTheAccessLog() throws Exception {
        LinkedBlockingQueue<Sandbox> started = new LinkedBlockingQueue<>();
        Sandbox other =
                Sandbox.builder().accessLog(line -> started.remove().close()).start();
        started.add(other);

        exchange(other, "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n");

        other.close();
        Sandbox.builder().port(other.port()).start().close();
    }

    private static String get(String query) {
        return "GET /api/segments?" + query + " HTTP/1.1\r\n" + HEADERS + "\r\n";
    }

    private String exchange(String requests) throws IOException {
        return exchange(sandbox, requests);
    }

    private static String exchange(Sandbox with, String requests) throws IOException {
        try (Socket socket = open(with, requests)) {
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Socket open(Sandbox with, String requests) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), with.port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(requests.getBytes(StandardCharsets.UTF_8));
        return socket;
    }
}
