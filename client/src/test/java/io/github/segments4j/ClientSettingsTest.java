package io.github.segments4j;

import static io.github.segments4j.ListingTest.page;
import static io.github.segments4j.ScriptedServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the settings of a client do to its requests. */
class ClientSettingsTest {
    private final FakeTime time = new FakeTime();
    private ScriptedServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
        server.otherwise = json(200, page("", "a"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void headersAreAddedToEveryRequest() {
        try (SegmentsClient client = new SegmentsClientBuilder(name -> null, time)
                .tenant("acme")
                .apiKey("id", "secret")
                .baseUrl(server.url())
                .header("X-Gateway", "g")
                .userAgentSuffix("nightly-export/1.4")
                .build()) {
            server.then("{\"access_token\":\"t\",\"expires_in\":3600,\"token_type\":\"Bearer\"}");
            client.list().forEach(segment -> {});
        }

        assertThat(server.asked)
                .hasSize(2)
                .allSatisfy(
                        asked -> assertThat(asked.headers().get("X-Gateway")).containsExactly("g"))
                .allSatisfy(asked -> assertThat(asked.headers().getFirst("User-Agent"))
                        .matches("segments4j/\\S+ nightly-export/1\\.4"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Authorization", "amperity-tenant", "User-Agent", "Host", "Content-Length", "two words", ""})
    void aHeaderThatTheClientSetsItselfOrThatCannotBeSentIsRejected(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SegmentsClient.builder().header(name, "a-value"))
                .satisfies(error -> assertThat(error.getMessage()).doesNotContain("a-value"));
    }

    @Test
    void aHeaderValueThatCannotBeSentIsRejectedAndNotShown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SegmentsClient.builder().header("X-Key", "s3cr3t\r\nX: y"))
                .withMessage("The header \"X-Key\" or its value cannot be sent");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SegmentsClient.builder().userAgentSuffix("a\nb"))
                .withMessageContaining("User-Agent suffix");
    }

    @Test
    void everyListenerReceivesEveryEvent() {
        List<SegmentsEvent> one = new ArrayList<>();
        List<SegmentsEvent> two = new ArrayList<>();

        try (SegmentsClient client =
                server.client(time).listener(one::add).listener(two::add).build()) {
            client.list().forEach(segment -> {});
        }

        assertThat(one).hasSize(2).isEqualTo(two);
    }

    @Test
    void theDefaultHttpClientCanBeWrappedMoreThanOnce() {
        List<String> sent = new ArrayList<>();

        try (SegmentsClient client = server.client(time)
                .httpClient(http -> new RecordingHttpClient(http, "inner", sent))
                .httpClient(http -> new RecordingHttpClient(http, "outer", sent))
                .build()) {
            client.list().forEach(segment -> {});
        }

        assertThat(sent).containsExactly("outer", "inner");
    }

    @Test
    void aWrapperOfAnHttpClientThatFollowsRedirectsIsRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.client(time)
                        .httpClient(http -> HttpClient.newBuilder()
                                .followRedirects(HttpClient.Redirect.ALWAYS)
                                .build())
                        .build())
                .withMessageContaining("follow no redirects");
    }

    @Test
    void thePageDecoratorSurroundsAllThatAPageTakes() {
        List<String> order = new ArrayList<>();
        server.then(json(503, "{}")).then(page("t", "a"));

        try (SegmentsClient client = server.client(time)
                .pageDecorator(page -> noting(order, "inner", page))
                .pageDecorator(page -> noting(order, "outer", page))
                .listener(event -> order.add(event.getClass().getSimpleName()))
                .build()) {
            client.list().forEach(segment -> {});
        }

        assertThat(order)
                .containsExactly(
                        "outer begins",
                        "inner begins",
                        "Attempt",
                        "Retry",
                        "Attempt",
                        "Page",
                        "inner ends",
                        "outer ends",
                        "outer begins",
                        "inner begins",
                        "Attempt",
                        "Page",
                        "inner ends",
                        "outer ends");
    }

    @Test
    void thePageDecoratorSeesTheExceptionOfThePage() {
        List<RuntimeException> seen = new ArrayList<>();
        server.then(json(403, "{}"));

        try (SegmentsClient client = server.client(time)
                .pageDecorator(page -> () -> {
                    try {
                        return page.get();
                    } catch (RuntimeException e) {
                        seen.add(e);
                        throw e;
                    }
                })
                .build()) {
            assertThatThrownBy(client::count)
                    .isInstanceOf(PermissionException.class)
                    .satisfies(thrown -> assertThat(seen).containsExactly((RuntimeException) thrown));
        }
    }

    private static Supplier<SegmentPage> noting(List<String> order, String name, Supplier<SegmentPage> page) {
        return () -> {
            order.add(name + " begins");
            SegmentPage fetched = page.get();
            order.add(name + " ends");
            return fetched;
        };
    }

    @Test
    void theTaskDecoratorCarriesTheContextOfTheCallerToTheReadAheadThread() {
        ThreadLocal<String> context = new ThreadLocal<>();
        List<String> seen = new ArrayList<>();
        server.then(page("t", "a"));
        try (SegmentsClient client = server.client(time)
                .taskDecorator(task -> {
                    String ofCaller = context.get();
                    return () -> {
                        context.set(ofCaller);
                        task.run();
                    };
                })
                .listener(event -> {
                    if (event instanceof SegmentsEvent.Page) {
                        seen.add(context.get());
                    }
                })
                .build()) {
            context.set("of the caller");
            client.list(ListOptions.defaults().withReadAhead(1)).forEach(segment -> {});
        }

        assertThat(seen).containsExactly("of the caller", "of the caller");
    }

    @Test
    void closingAClientEndsItsRequestsAndItsConnections() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (RawServer silent = new RawServer((request, out) -> {
            RawServer.write(out, "HTTP/1.1 200 OK\r\n\r\n");
            asked.countDown();
            RawServer.drip(out);
        })) {
            SegmentsClient client = silent.client(time).build();
            CompletableFuture<Throwable> failure = CompletableFuture.supplyAsync(() -> catchThrowable(client::count));
            asked.await();

            client.close();

            assertThat(failure.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("This client is closed");
            assertThat(silent.sawTheOtherSideHangUp()).isTrue();
        }
    }

    @Test
    void sixHundredClientsLeaveNoThreadBehind() throws InterruptedException {
        server.otherwise = json(200, page("", "a"));
        for (int i = 0; i < 600; i++) {
            try (SegmentsClient client = server.client(time).build()) {
                client.list().forEach(segment -> {});
            }
        }

        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("segments-http")) {
                thread.join(TimeUnit.SECONDS.toMillis(30));
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }
}
