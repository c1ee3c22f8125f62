package io.github.segments4j.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Http1ClientTest {
    private static final String ABC = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc";
    private static final String XYZ = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nxyz";

    private final Http1Client http = new Http1Client(null, null);

    @AfterEach
    void close() {
        http.shutdownNow();
    }

    @Test
    void aRequestGoesOutAsItWasBuilt() throws Exception {
        try (ScriptedConnections server = new ScriptedConnections(List.of(ABC, XYZ))) {
            http.send(
                    HttpRequest.newBuilder(server.uri("/a%2Fb?c=%26d#e"))
                            .header("X-Y", "z")
                            .build(),
                    BodyHandlers.ofString());
            http.send(
                    HttpRequest.newBuilder(server.uri(""))
                            .POST(BodyPublishers.ofString("f=1&g=2"))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(server.requests)
                    .containsExactly(
                            "GET /a%2Fb?c=%26d HTTP/1.1\nHost: 127.0.0.1:" + server.port() + "\nX-Y: z\n",
                            "POST / HTTP/1.1\nHost: 127.0.0.1:" + server.port() + "\nContent-Length: 7\nf=1&g=2");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
                "HTTP/1.1 200\r\nContent-Length: 3, 3\r\ncontent-length:3\r\n\r\nabc",
                "HTTP/1.0 200 OK\r\n\r\nabc",
                "\r\nHTTP/1.1 200 OK\nContent-Length: 3\n\nabc",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n1\r\na\r\n02 ; ext=\"1\"\r\nbc\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n000\r\nX: trailer\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 9\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
                        + "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
                "HTTP/1.1 200 \u00c3\u0085\r\nX: \u00c3\u0085lesund\r\nContent-Length: 3\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nX: folded\r\n\tvalue\r\nContent-Length: 3\r\n\r\nabc"
            })
    void eachFramingOfABodyIsRead(String answer) throws Exception {
        try (ScriptedConnections server = new ScriptedConnections(List.of(answer))) {
            HttpResponse<String> response = get(server);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("abc");
        }
    }

    @Test
    void headersAreFoundInAnyCaseAndKeepTheirOrder() throws Exception {
        try (ScriptedConnections server =
                new ScriptedConnections(List.of("HTTP/1.1 204 No Content\r\nX-A: 1\r\nx-a:\t 2 \r\nEmpty:\r\n\r\n"))) {
            HttpResponse<String> response = get(server);

            assertThat(response.headers().allValues("X-a")).containsExactly("1", "2");
            assertThat(response.headers().firstValue("empty")).hasValue("");
            assertThat(response.body()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK",
                "a-secret\r\n\r\n",
                "HTTP/2 200 OK\r\n\r\n",
                "HTTP/1.1 a-secret\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "HTTP/1.1 -20 OK\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\n\r\n",
                "HTTP/1.1 200 OK\r\na-secret\r\n\r\n",
                "HTTP/1.1 200 OK\r\na-secret : x\r\n\r\n",
                "HTTP/1.1 200 OK\r\n: a-secret\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: a\u0000secret\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: a-secret\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
                "HTTP/1.1 200 OK\r\nContent-Length: ,\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: a-secret\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n80000000\r\nabc",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nabc",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-3\r\nabc\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na-secret\r\nabc\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\nabc\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n"
            })
    void aResponseThatIsCutShortOrMalformedIsAnErrorThatQuotesNothing(String answer) throws Exception {
        try (ScriptedConnections server = new ScriptedConnections(List.of(answer))) {
            assertThatThrownBy(() -> get(server))
                    .isInstanceOf(BrokenResponseException.class)
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void aHeadThatNeverEndsIsGivenUpAtItsBound() throws Exception {
        String ok = "HTTP/1.1 200 OK\r\n";
        for (String head : List.of(
                ok + ("X: " + "y".repeat(1000) + "\r\n").repeat(300),
                ok + "X: " + "y".repeat(300_000),
                "\r\n".repeat(150_000),
                "HTTP/1.1 100 Continue\r\n\r\n".repeat(20_000))) {
            try (ScriptedConnections server = new ScriptedConnections(List.of(head))) {
                assertThatThrownBy(() -> get(server))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("too long");
            }
        }
    }

    @Test
    void oneConnectionServesOneRequestAfterTheOther() throws Exception {
        try (ScriptedConnections server = new ScriptedConnections(List.of(ABC, XYZ))) {
            assertThat(get(server).body()).isEqualTo("abc");
            assertThat(get(server).body()).isEqualTo("xyz");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nConnection: x, Close\r\nContent-Length: 3\r\n\r\nabc",
                "HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nabc",
                "HTTP/1.0 200 OK\r\nConnection: keep-alive, close\r\nContent-Length: 3\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n"
            })
    void aConnectionIsNotUsedAgainAfterTheServerSaysSoOrSendsTooMuch(String answer) throws Exception {
        try (ScriptedConnections server = new ScriptedConnections(List.of(answer, ABC), List.of(XYZ))) {
            assertThat(get(server).body()).startsWith("ab");
            assertThat(get(server).body()).isEqualTo("xyz");
        }
    }

    @Test
    void aGetIsSentOnceMoreIfTheServerHasClosedAnIdleConnection() throws Exception {
        try (ScriptedConnections server = new ScriptedConnections(List.of(ABC), List.of(XYZ))) {
            assertThat(get(server).body()).isEqualTo("abc");
            assertThat(get(server).body()).isEqualTo("xyz");
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void aGetIsNotSentOnceMoreAfterTheFirstByteOfItsResponse() throws Exception {
        try (ScriptedConnections server = new ScriptedConnections(List.of(ABC, "H"), List.of(XYZ))) {
            assertThat(get(server).body()).isEqualTo("abc");
            assertThatThrownBy(() -> get(server)).isInstanceOf(BrokenResponseException.class);
        }
    }

    @Test
    void whatAServerSendsUnaskedIsNotTakenForTheNextResponse() throws Exception {
        CountDownLatch unasked = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> serving = CompletableFuture.runAsync(() -> {
                try (Socket first = server.accept()) {
                    first.getInputStream().read(new byte[8192]);
                    first.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(US_ASCII));
                    asked.await();
                    first.getOutputStream().write("HTTP/1.1 408 Request Timeout\r\n\r\n".getBytes(US_ASCII));
                    first.shutdownOutput();
                    unasked.countDown();
                    try (Socket second = server.accept()) {
                        second.getInputStream().read(new byte[8192]);
                        second.getOutputStream().write(XYZ.getBytes(US_ASCII));
                        second.getInputStream().read();
                    }
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getLocalPort()))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(204);
            asked.countDown();
            unasked.await();

            assertThat(http.send(request, BodyHandlers.ofString()).body()).isEqualTo("xyz");
            assertThat(serving).isNotCompletedExceptionally();
        }
    }

    @Test
    void whatDependsOnAResponseMayReadItsBody() throws Exception {
        try (ScriptedConnections server = new ScriptedConnections(List.of(ABC))) {
            CompletableFuture<String> body = http.sendAsync(
                            HttpRequest.newBuilder(server.uri("/")).build(), BodyHandlers.ofInputStream())
                    .thenApply(response -> {
                        try {
                            return new String(response.body().readAllBytes(), US_ASCII);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });

            assertThat(body.get(10, TimeUnit.SECONDS)).isEqualTo("abc");
        }
    }

    @Test
    void aRequestOfSendAsyncEndsAtItsTimeoutToo() throws Exception {
        try (ScriptedConnections server = new ScriptedConnections(List.of("HTTP/1.1 200 OK\r\nX", ABC))) {
            HttpRequest request = HttpRequest.newBuilder(server.uri("/"))
                    .timeout(Duration.ofMillis(100))
                    .build();

            assertThat(http.sendAsync(request, BodyHandlers.ofString()))
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .withCauseInstanceOf(HttpTimeoutException.class);
        }
    }

    @Test
    void aHeadRequestHasNoBodyWhateverItsLength() throws Exception {
        try (ScriptedConnections server =
                new ScriptedConnections(List.of("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", ABC))) {
            HttpRequest head = HttpRequest.newBuilder(server.uri("/"))
                    .method("HEAD", BodyPublishers.noBody())
                    .build();

            assertThat(http.send(head, BodyHandlers.ofString()).body()).isEmpty();
        }
    }

    @Test
    void aLongHeaderIsReadInTimeProportionalToIt() throws Exception {
        String length = "Content-Length: 3\r\n\r\nabc";
        String spaces = "HTTP/1.1 200 OK\r\nX: a" + " ".repeat(200_000) + "b\r\n" + length;
        String folds = "HTTP/1.1 200 OK\r\nX: " + "a".repeat(100_000) + "\r\n b".repeat(30_000) + "\r\n" + length;
        for (String answer : List.of(spaces, folds)) {
            try (ScriptedConnections server = new ScriptedConnections(List.of(answer))) {
                assertThat(get(server).body()).isEqualTo("abc");
            }
        }
    }

    @Test
    void aPostHasAConnectionOfItsOwn() throws Exception {
        try (ScriptedConnections server = new ScriptedConnections(List.of(ABC), List.of(XYZ))) {
            get(server);
            HttpRequest post = HttpRequest.newBuilder(server.uri("/"))
                    .POST(BodyPublishers.noBody())
                    .build();

            assertThat(http.send(post, BodyHandlers.ofString()).body()).isEqualTo("xyz");
            assertThat(server.requests.get(1)).contains("Content-Length: 0");
        }
    }

    @Test
    void aRequestForPlainHttpTellsAProxyTheWholeAddressAndTheLogin() throws Exception {
        try (ScriptedConnections proxy = new ScriptedConnections(List.of(ABC))) {
            Http1Client behind = new Http1Client(through(proxy), "Basic bG9naW4=");

            behind.send(
                    HttpRequest.newBuilder(URI.create("http://segments.invalid/api?x=1"))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(proxy.requests)
                    .containsExactly(
                            "GET http://segments.invalid/api?x=1 HTTP/1.1\nHost: segments.invalid\nProxy-Authorization: Basic bG9naW4=\n");
        }
    }

    @Test
    void aRequestForHttpsAsksAProxyForATunnelAndKeepsItsHeadersToItself() throws Exception {
        try (ScriptedConnections proxy = new ScriptedConnections(List.of("HTTP/1.1 407 No\r\n\r\n"))) {
            Http1Client behind = new Http1Client(through(proxy), "Basic bG9naW4=");
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://segments.invalid/api"))
                    .header("Authorization", "Bearer a-token")
                    .build();

            assertThatThrownBy(() -> behind.send(request, BodyHandlers.ofString()))
                    .isInstanceOfSatisfying(
                            ProxyException.class,
                            refused -> assertThat(refused.status()).isEqualTo(407))
                    .hasMessage("the proxy 127.0.0.1:" + proxy.port() + " answered 407");
            assertThat(proxy.requests)
                    .containsExactly(
                            "CONNECT segments.invalid:443 HTTP/1.1\nHost: segments.invalid:443\nProxy-Authorization: Basic bG9naW4=\n");
        }
    }

    @Test
    void aProxyThatDoesNotAnswerIsNoConnection() throws Exception {
        try (ScriptedConnections proxy = new ScriptedConnections(List.of("HTTP/1.1 200 OK\r\n", ""))) {
            Http1Client behind = new Http1Client(through(proxy), null);
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://segments.invalid/api"))
                    .timeout(Duration.ofMillis(200))
                    .build();

            assertThatThrownBy(() -> behind.send(request, BodyHandlers.ofString()))
                    .isInstanceOf(HttpConnectTimeoutException.class);
        }
    }

    /** As a name server that does not answer does. */
    @Test
    void aTimeoutEndsTheWaitForWhatCannotBeEnded() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Http1Client stuck = new Http1Client(
                new ProxySelector() {
                    @Override
                    public List<Proxy> select(URI uri) {
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return List.of(Proxy.NO_PROXY);
                    }

                    @Override
                    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
                },
                null);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://segments.invalid/"))
                .timeout(Duration.ofMillis(50))
                .build();

        assertThatThrownBy(() -> stuck.send(request, BodyHandlers.ofString()))
                .isInstanceOf(HttpConnectTimeoutException.class);
        never.countDown();
    }

    @Test
    void aTimeoutEndsTheWaitForAResponse() throws Exception {
        try (ScriptedConnections server = new ScriptedConnections(List.of("HTTP/1.1 200 OK\r\nX", ABC))) {
            HttpRequest request = HttpRequest.newBuilder(server.uri("/"))
                    .timeout(Duration.ofMillis(200))
                    .build();

            assertThatThrownBy(() -> http.send(request, BodyHandlers.ofString()))
                    .isInstanceOf(HttpTimeoutException.class)
                    .isNotInstanceOf(HttpConnectTimeoutException.class);
        }
    }

    @Test
    void closingTheClientClosesConnectionsThatAreIdle() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> next = CompletableFuture.supplyAsync(() -> {
                try (Socket connection = server.accept()) {
                    connection.getInputStream().read(new byte[8192]);
                    connection.getOutputStream().write(ABC.getBytes(US_ASCII));
                    return connection.getInputStream().read();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getLocalPort()))
                    .build();
            http.send(request, BodyHandlers.ofString());

            http.shutdownNow();

            assertThat(next.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
        }
    }

    @Test
    void theBodyWaitsForTheSubscribersDemand() throws Exception {
        try (ScriptedConnections server = new ScriptedConnections(List.of(ABC, XYZ))) {
            SlowSubscriber slow = new SlowSubscriber();
            CompletableFuture<HttpResponse<String>> response =
                    http.sendAsync(HttpRequest.newBuilder(server.uri("/")).build(), head -> slow);

            Flow.Subscription subscription = slow.subscription.get(10, TimeUnit.SECONDS);
            assertThat(slow.parts).isEmpty();
            subscription.request(1);

            assertThat(response.get(10, TimeUnit.SECONDS).body()).isEqualTo("abc");
        }
    }

    private static final class SlowSubscriber implements HttpResponse.BodySubscriber<String> {
        final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
        final List<String> parts = new ArrayList<>();
        private final CompletableFuture<String> body = new CompletableFuture<>();

        @Override
        public CompletionStage<String> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription.complete(given);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            buffers.forEach(buffer -> parts.add(US_ASCII.decode(buffer).toString()));
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete(String.join("", parts));
        }
    }

    private HttpResponse<String> get(ScriptedConnections server) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.uri("/"))
                .timeout(Duration.ofSeconds(20))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static ProxySelector through(ScriptedConnections proxy) {
        return ProxySelector.of(InetSocketAddress.createUnresolved("127.0.0.1", proxy.port()));
    }
}
