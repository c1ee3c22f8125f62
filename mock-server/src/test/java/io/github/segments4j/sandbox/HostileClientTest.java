package io.github.segments4j.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segments4j.sandbox.endpoints.Api;
import io.github.segments4j.sandbox.http.SandboxServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that break HTTP, or take their time. */
@Timeout(120)
class HostileClientTest {
    /** {@code -Dsandbox.fuzz=20000} for a long run. */
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

    private final Sandbox sandbox = Sandbox.builder().segments(5).noRateLimit().start();
    private final PrintStream stderr = System.err;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void nothingWasSaidAndItIsAlive() throws Exception {
        System.setErr(stderr);
        try (sandbox) {
            assertThat(new Browser(sandbox).get("/segments").statusCode()).isEqualTo(200);
            assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
        }
    }

    @Test
    void whateverIsSentNothingHangsAndNothingFails() throws Exception {
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
                "GET /%zz HTTP/1.1\r\n\r\n",
                "GET mailto:x HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nshort",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
                "\u0016\u0003\u0001\u0002"
            })
    void whatIsNotHttpIsRefusedOrCutOff(String request) throws Exception {
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
        StringBuilder request = new StringBuilder("GET /api/segments HTTP/1.1\r\n");
        for (int i = 0; i < 1_000; i++) {
            request.append("x-").append(i).append(": y\r\n");
        }

        assertThat(exchange(sandbox.port(), request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8)))
                .startsWith("HTTP/1.1 431 ")
                .contains("more than 200 headers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /api/seg", "POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nshort"})
    void aThousandRequestsThatNeverEndKeepNobodyElseWaiting(String beginning) throws Exception {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/seg",
                "GET / HTTP/1.1\r\nHost: x\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nshort",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\na\r\nshort"
            })
    void whoDoesNotSendOnIsCutOff(String beginning) throws Exception {
        try (SandboxServer impatient = impatient();
                Socket sender = new Socket(InetAddress.getLoopbackAddress(), impatient.port())) {
            sender.setSoTimeout(20_000);
            sender.getOutputStream().write(beginning.getBytes(StandardCharsets.UTF_8));

            assertThat(sender.getInputStream().readAllBytes()).isEmpty();
        }
    }

    @Test
    void oneClientMoreThanThereIsRoomForTakesThePlaceOfTheOneThatTakesLongestToSend() throws Exception {
        Api api = Api.of(1);
        api.state.faults().next(Fault.stall());
        Semaphore logged = new Semaphore(0);
        try (SandboxServer small = new SandboxServer(
                        0, api.router(), api.admin(), api.state, line -> logged.release(), Duration.ofHours(1), 2);
                Socket stalled = new Socket(InetAddress.getLoopbackAddress(), small.port());
                Socket slow = new Socket(InetAddress.getLoopbackAddress(), small.port())) {
            stalled.getOutputStream().write(GET.getBytes(StandardCharsets.UTF_8));
            logged.acquire();
            slow.getOutputStream().write("GET /api/seg".getBytes(StandardCharsets.UTF_8));
            slow.setSoTimeout(20_000);

            assertThat(exchange(small.port(), GET.getBytes(StandardCharsets.UTF_8)))
                    .startsWith("HTTP/1.1 ");
            assertThat(slow.getInputStream().read()).isEqualTo(-1);
            stalled.setSoTimeout(1);
            assertThatThrownBy(() -> stalled.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void whoDoesNotSendTheRestOfABodyThatWasRefusedIsCutOff() throws Exception {
        try (SandboxServer impatient = impatient();
                Socket sender = new Socket(InetAddress.getLoopbackAddress(), impatient.port())) {
            sender.setSoTimeout(20_000);
            sender.getOutputStream()
                    .write(("POST / HTTP/1.1\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(64 * 1024 + 1))
                            .getBytes(StandardCharsets.UTF_8));

            assertThat(sender.getInputStream().readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void whoDoesNotReadOnIsCutOff() throws Exception {
        try (SandboxServer impatient = impatient();
                Socket reader = new Socket(InetAddress.getLoopbackAddress(), impatient.port())) {
            OutputStream out = reader.getOutputStream();
            byte[] request = GET.replace("limit=2", "limit=1000").getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> {
                        while (true) {
                            out.write(request);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    private static SandboxServer impatient() {
        Api api = Api.of(1_000);
        return new SandboxServer(0, api.router(), api.admin(), api.state, line -> {}, Duration.ofMillis(200), 1_000);
    }

    /** Everything that comes back, to the end. */
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
            // Cut off before it had read everything: that is an answer too.
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    /** One to eight bytes changed, left out, doubled, or the rest cut off. */
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
