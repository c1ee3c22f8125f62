package io.github.segments4j.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class HttpServerTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final Response LARGE = new Response(200, Map.of(), "x".repeat(100_000));
    private static final Refusals REFUSALS = (request, e) ->
            new Response(e.status(), e.headers(), request.method() + " " + request.path() + ": " + e.getMessage());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/seg",
                "GET / HTTP/1.1\r\nHost: x\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nshort",
                "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\na\r\nshort"
            })
    void aClientThatStopsSendingIsDisconnected(String beginning) throws Exception {
        try (HttpServer impatient = started(Duration.ofMillis(200), request -> LARGE);
                Socket sender = open(impatient, beginning)) {
            assertThat(sender.getInputStream().readAllBytes()).isEmpty();
        }
    }

    @Test
    void aClientThatDoesNotSendTheRestOfARefusedBodyIsDisconnected() throws Exception {
        String request =
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(64 * 1024 + 1);
        try (HttpServer impatient = started(Duration.ofMillis(200), unused -> LARGE);
                Socket sender = open(impatient, request)) {
            assertThat(sender.getInputStream().readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void aClientThatStopsReadingIsDisconnected() throws Exception {
        try (HttpServer impatient = started(Duration.ofMillis(200), request -> LARGE);
                Socket reader = open(impatient, "")) {
            OutputStream out = reader.getOutputStream();
            byte[] request = GET.getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> {
                        while (true) {
                            out.write(request);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aHandlerThatFailsIsAnInternalServerError() throws Exception {
        Handler failing = request -> {
            throw new IllegalStateException("broken");
        };
        try (HttpServer server = started(Duration.ofHours(1), failing);
                Socket socket = open(server, GET)) {
            socket.shutdownOutput();

            assertThat(socket.getInputStream().readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .startsWith("HTTP/1.1 500 ")
                    .contains("broken");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:80", "localhost.evil.example", "10.0.0.1", "[2001:db8::1]"})
    void aForeignHostIsRefusedAtEveryPath(String host) throws Exception {
        try (HttpServer server = started(Duration.ofHours(1), request -> new Response(200, Map.of(), "secret"))) {
            for (String target : List.of("/", "/any", "*", "http://localhost/")) {
                String method = target.equals("*") ? "OPTIONS" : "GET";
                String foreign = target.startsWith("http") ? target.replace("localhost", host) : target;
                String answer = exchange(server, method + " " + foreign + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");

                assertThat(answer)
                        .startsWith("HTTP/1.1 421 ")
                        .contains(host.replaceFirst(":80$", "") + ". Ask for it.")
                        .doesNotContain("secret");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost:8080",
                "127.0.0.1:",
                "127.255.0.1:1",
                "[::1]:8080",
                "sandbox:80",
                "Sandbox"
            })
    void thisMachineAndAllowedHostsAreServed(String host) throws Exception {
        try (HttpServer server = started(Duration.ofHours(1), request -> LARGE)) {
            assertThat(exchange(server, "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(exchange(server, "GET / HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aClientThatExpectsContinueIsToldToSendItsBody() throws Exception {
        String head = "POST / HTTP/1.%d\r\nHost: localhost\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n";
        try (HttpServer server = started(Duration.ofHours(1), request -> new Response(200, Map.of(), request.body()));
                Socket socket = open(server, head.formatted(1))) {
            InputStream in = socket.getInputStream();
            for (int i = 0; i < 2; i++) {
                assertThat(new String(in.readNBytes(25), StandardCharsets.UTF_8))
                        .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
                socket.getOutputStream().write(("body" + head.formatted(1)).getBytes(StandardCharsets.UTF_8));
                assertThat(responseEndingIn("body", in)).startsWith("HTTP/1.1 200 ");
            }
            assertThat(exchange(server, head.formatted(0) + "body")).startsWith("HTTP/1.1 200 ");
            assertThat(exchange(server, head.formatted(1) + "body")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void optionsMayAskAboutTheServerAsAWhole() throws Exception {
        try (HttpServer server = started(Duration.ofHours(1), request -> LARGE)) {
            assertThat(exchange(server, "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("Content-Length: 0");
            assertThat(exchange(server, "GET * HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 ");
        }
    }

    private static String exchange(HttpServer server, String request) throws IOException {
        try (Socket socket = open(server, request)) {
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String responseEndingIn(String end, InputStream in) throws IOException {
        StringBuilder response = new StringBuilder();
        while (!response.toString().endsWith(end)) {
            int next = in.read();
            assertThat(next).as("end of %s", response).isNotNegative();
            response.append((char) next);
        }
        return response.toString();
    }

    private static HttpServer started(Duration timeout, Handler handler) {
        HttpServer server = HttpServer.bind(
                LOOPBACK,
                0,
                InstantSource.system(),
                new AllowedHosts(LOOPBACK, List.of("sandbox"), "Ask for it"),
                timeout);
        server.start(handler, REFUSALS);
        return server;
    }

    private static Socket open(HttpServer server, String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        return socket;
    }
}
