package io.github.segments4j.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class HttpServerTest {
    private static final String GET = "GET / HTTP/1.1\r\n\r\n";
    private static final Response LARGE = new Response(200, Map.of(), "x".repeat(100_000));
    private static final ErrorRenderer ERRORS = e -> new Response(e.status(), e.headers(), e.getMessage());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/seg",
                "GET / HTTP/1.1\r\nHost: x\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nshort",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\na\r\nshort"
            })
    void aClientThatStopsSendingIsDisconnected(String beginning) throws Exception {
        try (HttpServer impatient = started(Duration.ofMillis(200), request -> LARGE);
                Socket sender = open(impatient, beginning)) {
            assertThat(sender.getInputStream().readAllBytes()).isEmpty();
        }
    }

    @Test
    void aClientThatDoesNotSendTheRestOfARefusedBodyIsDisconnected() throws Exception {
        String request = "POST / HTTP/1.1\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(64 * 1024 + 1);
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

    private static HttpServer started(Duration timeout, Handler handler) {
        HttpServer server = HttpServer.bind(0, timeout);
        server.start(handler, ERRORS);
        return server;
    }

    private static Socket open(HttpServer server, String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        return socket;
    }
}
