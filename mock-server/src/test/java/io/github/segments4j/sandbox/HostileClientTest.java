package io.github.segments4j.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that break HTTP or never finish their requests. */
@Timeout(120)
class HostileClientTest {
    /** For a long run: {@code -Dsandbox.fuzz=20000}. */
    private static final int REQUESTS = Integer.getInteger("sandbox.fuzz", 500);

    private static final String GET = """
      GET /api/segments?limit=2&with_total=true HTTP/1.1
      Host: 127.0.0.1
      Authorization: Bearer sandbox-access-token
      amperity-tenant: acme
      api-version: 2024-04-01

      """.replace("\n", "\r\n");

    private static final String FORM =
            "grant_type=client_credentials&client_id=sandbox-client-id&client_secret=sandbox-client-secret";

    private static final String POST = """
      POST /api/v0/oauth2/token HTTP/1.1
      Host: 127.0.0.1
      X-Amperity-Tenant: acme
      Content-Type: application/x-www-form-urlencoded
      Content-Length: %d

      %s""".formatted(FORM.length(), FORM).replace("\n", "\r\n");

    private final Sandbox sandbox =
            Sandbox.builder().segments(5).rateLimit(Limit.NONE).start();
    private final PrintStream stderr = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void captureStderr() {
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void nothingWasPrintedAndTheSandboxStillAnswers() throws Exception {
        System.setErr(stderr);
        try (sandbox) {
            assertThat(new Browser(sandbox).get("/segments").statusCode()).isEqualTo(200);
            assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
        }
    }

    @Test
    void noRequestMakesTheSandboxHangOrFail() throws Exception {
        Random random = new Random(42);
        for (int i = 0; i < REQUESTS; i++) {
            byte[] request = mutated(random.nextInt(4) == 0 ? POST : GET, random);

            String answer = exchange(sandbox.port(), request);

            assertThat(answer)
                    .as("answer to request %d: %s", i, new String(request, StandardCharsets.UTF_8))
                    .matches("(?s)|HTTP/1\\.1 ([234]\\d\\d|501) .*");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n\r\n",
                "GET\r\n\r\n",
                "GET /api/segments\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET mailto:x HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nshort",
                "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n",
                "\u0016\u0003\u0001\u0002"
            })
    void invalidHttpIsRefusedOrDisconnected(String request) throws Exception {
        assertThat(exchange(sandbox.port(), request.getBytes(StandardCharsets.ISO_8859_1)))
                .matches("(?s)|HTTP/1\\.1 (4\\d\\d|501) .*");
    }

    @Test
    void aBodyThatIsTooLongIsRefused() throws Exception {
        String body = "x".repeat(64 * 1024 + 1);

        String answer = exchange(
                sandbox.port(),
                POST.replace("Content-Length: " + FORM.length(), "Content-Length: " + body.length())
                        .replace(FORM, body)
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("longer than 65536 bytes");
    }

    @Test
    void endlessHeadersAreRefused() throws Exception {
        StringBuilder request = new StringBuilder("GET /api/segments HTTP/1.1\r\nHost: localhost\r\n");
        for (int i = 0; i < 5_000; i++) {
            request.append("x-").append(i).append(": y\r\n");
        }

        assertThat(exchange(sandbox.port(), request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8)))
                .startsWith("HTTP/1.1 431 ")
                .contains("longer than 32768 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "GET /api/seg", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nshort"})
    void aThousandRequestsThatNeverEndDelayNobodyElse(String beginning) throws Exception {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 1_100; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.port());
                open.add(socket);
                socket.getOutputStream().write(beginning.getBytes(StandardCharsets.UTF_8));
            }

            assertThat(new Browser(sandbox).get("/segments").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    /** {@return everything that comes back until the connection is closed} */
    private static String exchange(int port, byte[] request) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            socket.getInputStream().transferTo(answer);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("It hangs after " + new String(request, StandardCharsets.UTF_8), e);
        } catch (IOException closed) {
            // The sandbox may close the connection before it has read everything.
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    /** {@return the request with one to eight bytes changed, removed or doubled, or with its end missing} */
    private static byte[] mutated(String request, Random random) {
        StringBuilder text = new StringBuilder(request);
        for (int i = random.nextInt(8); i >= 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(6)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(256));
                case 1 -> text.deleteCharAt(at);
                case 2 -> text.insert(at, text.charAt(at));
                case 3 -> text.insert(at, (char) random.nextInt(256));
                case 4 -> text.insert(at, text.substring(at, Math.min(text.length(), at + 40)));
                default -> text.setLength(Math.max(8, random.nextInt(10) == 0 ? at : text.length()));
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
