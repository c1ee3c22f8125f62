package io.github.segments4j;

import static io.github.segments4j.ListingTest.page;
import static io.github.segments4j.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.segments4j.model.Segment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private final FakeTime time = new FakeTime();

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000000000", "Transfer-Encoding: chunked", "X: until-close"})
    void aBodyThatDripsEndsAtTheTimeoutAndFreesItsConnection(String length) throws Exception {
        try (RawServer server = new RawServer((request, out) -> {
            write(out, HEAD + length + "\r\n\r\n");
            while (length.endsWith("chunked")) {
                write(out, "1\r\n \r\n");
            }
            RawServer.drip(out);
        })) {
            assertThat(failure(server.client(time).attempts(2).timeout(Duration.ofMillis(200))))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("no complete answer within 0.2 s");
            assertThat(server.sawTheOtherSideHangUp()).isTrue();
        }
    }

    @Test
    void anInterruptInTheMiddleOfABodyEndsTheWaitAndFreesTheConnection() throws Exception {
        Thread caller = Thread.currentThread();
        try (RawServer server = new RawServer((request, out) -> {
            write(out, HEAD + "X: until-close\r\n\r\n ");
            while (!isWaitingForABody(caller)) {
                Thread.onSpinWait();
            }
            caller.interrupt();
            RawServer.drip(out);
        })) {
            assertThat(failure(server.client(time)))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(server.sawTheOtherSideHangUp()).isTrue();
        }
    }

    private static boolean isWaitingForABody(Thread thread) {
        return Stream.of(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().endsWith("BodyCollector"))
                && thread.getState() == Thread.State.TIMED_WAITING;
    }

    @Test
    void headersThatDripEndAtTheTimeoutAndFreeTheConnection() throws Exception {
        try (RawServer server = new RawServer((request, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nX: ");
            RawServer.drip(out);
        })) {
            assertThat(failure(server.client(time).attempts(2).timeout(Duration.ofMillis(200))))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("no complete answer within 0.2 s");
            assertThat(server.sawTheOtherSideHangUp()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 2000000000", "Transfer-Encoding: chunked", "X: until-close"})
    void aBodyThatNeverEndsIsGivenUpAtItsBound(String length) throws Exception {
        String chunk = "x".repeat(0x1000);
        String framed = length.endsWith("chunked") ? "1000\r\n" + chunk + "\r\n" : chunk;
        try (RawServer server = new RawServer((request, out) -> {
            write(out, HEAD + length + "\r\n\r\n");
            while (true) {
                write(out, framed);
            }
        })) {
            SegmentsException error =
                    failure(server.client(time).bodyLimit(100_000).timeout(Duration.ofMinutes(1)));

            assertThat(error)
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("its body is longer than 100000 bytes");
            assertThat(error.attempts()).isEqualTo(1);
            assertThat(server.sawTheOtherSideHangUp()).isTrue();
        }
    }

    @Test
    void aZippedBodyIsBoundedByWhatItUnzipsTo() throws IOException {
        byte[] body = zipped((page("", "a") + " ".repeat(100_000)).getBytes(StandardCharsets.UTF_8));
        try (ScriptedServer server = new ScriptedServer()) {
            server.otherwise = ScriptedServer.bytes(200, "application/json", body, Map.of("Content-Encoding", "gzip"));

            assertThat(failure(server.client(time).bodyLimit(50_000)))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("longer than 50000 bytes");
        }
    }

    @Test
    void aCharacterAndAGzipMemberMayEndWhereAChunkEnds() throws IOException {
        byte[] page = page("", "Gr\u00fc\u00dfe").getBytes(StandardCharsets.UTF_8);
        int middle = new String(page, StandardCharsets.ISO_8859_1).indexOf('\u00c3') + 1;
        byte[] start = Arrays.copyOf(page, middle);
        byte[] end = Arrays.copyOfRange(page, middle, page.length);
        for (List<byte[]> chunks : List.of(List.of(start, end), List.of(zipped(start), zipped(end)))) {
            String encoding = chunks.get(0) == start ? "identity" : "gzip";
            try (RawServer server = new RawServer((request, out) -> {
                        write(out, HEAD + "Content-Encoding: " + encoding + "\r\nTransfer-Encoding: chunked\r\n\r\n");
                        for (byte[] chunk : chunks) {
                            String bytes = new String(chunk, StandardCharsets.ISO_8859_1);
                            write(out, Integer.toHexString(chunk.length) + "\r\n" + bytes + "\r\n");
                        }
                        write(out, "0\r\n\r\n");
                    });
                    SegmentsClient client = server.client(time).attempts(1).build()) {
                assertThat(client.list()).extracting(Segment::name).containsExactly("Gr\u00fc\u00dfe");
            }
        }
    }

    private static byte[] zipped(byte[] plain) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(plain);
        }
        return zipped.toByteArray();
    }

    @Test
    void aBodyOfExactlyTheBoundIsRead() throws IOException {
        String page = page("", "a");
        try (ScriptedServer server = new ScriptedServer();
                SegmentsClient client =
                        server.client(time).bodyLimit(page.length()).build()) {
            server.then(page);

            assertThat(client.list()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"data\":[]}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n{\"data\":[]}\r\n",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "a-secret-token\r\n\r\n",
                "HTTP/1.1 a-secret-token\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: a-secret-token\r\n\r\n",
                "HTTP/1.1 200 OK\r\na-secret-token\r\n\r\n",
                "HTTP/1.1 200 OK\r\na-secret\u0001-token: x\r\n\r\n"
            })
    void anAnswerThatIsCutShortOrNoHttpIsRetriedAndShowsNoSecret(String answer) throws Exception {
        try (RawServer server = new RawServer((request, out) -> write(out, answer))) {
            SegmentsException error = failure(server.client(time));

            assertThat(error.attempts()).isEqualTo(8);
            assertThat(SecrecyTest.text(error)).doesNotContain("a-secret");
        }
    }

    @Test
    void anInterruptCancelsAtOnceAndFreesTheConnection() throws Exception {
        Thread caller = Thread.currentThread();
        try (RawServer server = new RawServer((request, out) -> {
            write(out, HEAD + "Content-Length: 1000000\r\n\r\n");
            caller.interrupt();
            RawServer.drip(out);
        })) {
            SegmentsException error = failure(server.client(time).timeout(Duration.ofMinutes(1)));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(error)
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("was given up: its thread was interrupted");
            assertThat(error.attempts()).isEqualTo(1);
            assertThat(server.sawTheOtherSideHangUp()).isTrue();
        }
    }

    @Test
    void aProxyOfTheCallersHttpClientIsUsed() throws IOException {
        try (ScriptedServer proxy = new ScriptedServer();
                SegmentsClient client = proxy.client(time)
                        .plainHttpBaseUrl("http://segments.invalid/api")
                        .httpClient(HttpClient.newBuilder().proxy(via(proxy)).build())
                        .build()) {
            proxy.then(page("", "a"));

            assertThat(client.list()).hasSize(1);
            assertThat(proxy.asked.get(0).headers().getFirst("Host")).isEqualTo("segments.invalid");
        }
    }

    private static ProxySelector via(ScriptedServer proxy) {
        int port = URI.create(proxy.url()).getPort();
        return ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    @Test
    void anHttpClientThatFollowsRedirectsIsRefused() {
        HttpClient follows = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SegmentsClient.builder().httpClient(follows))
                .withMessageContaining("follow no redirects");
    }

    @Test
    void anHttpClientWithAnAuthenticatorIsRefused() {
        HttpClient authenticates =
                HttpClient.newBuilder().authenticator(new Authenticator() {}).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SegmentsClient.builder().httpClient(authenticates))
                .withMessageContaining("no authenticator");
    }

    @Test
    void theTimeoutIsOfEachAttemptAndTheDeadlineOfThePage() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (RawServer server = new RawServer((request, out) -> never.await())) {
            SegmentsException error = failure(
                    server.client(Time.SYSTEM).deadline(Duration.ofMillis(300)).timeout(Duration.ofDays(1)));

            assertThat(error)
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("the deadline leaves no time for another attempt");
            assertThat(error.attempts()).isEqualTo(1);
            assertThat(error.elapsed()).isLessThan(Duration.ofSeconds(20));
        }
    }

    private static SegmentsException failure(SegmentsClientBuilder builder) {
        try (SegmentsClient client = builder.build()) {
            return catchThrowableOfType(SegmentsException.class, client::count);
        }
    }
}
