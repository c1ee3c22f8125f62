package io.github.segments4j;

import static io.github.segments4j.ErrorsTest.error;
import static io.github.segments4j.ListingTest.page;
import static io.github.segments4j.ScriptedServer.json;
import static io.github.segments4j.ScriptedServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.segments4j.generated.AccessTokenResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
    private final FakeTime time = new FakeTime();
    private ScriptedServer server;
    private SegmentsClient client;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
        Map<String, String> environment =
                Map.of("AMPERITY_CLIENT_ID", "an-id", "AMPERITY_CLIENT_SECRET", "s+cr=t&/%2B");
        client = new SegmentsClientBuilder(environment::get, time)
                .tenant("acme")
                .baseUrl(server.url())
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void aKeyIsExchangedForATokenThatServesUntilShortlyBeforeItExpires() {
        server.then(token("first", 3600))
                .then(page("", "a"))
                .then(page("", "a"))
                .then(token("second", 3600))
                .then(page("", "a"));

        client.list().forEach(segment -> {});
        time.pass(Duration.ofMinutes(58));
        client.list().forEach(segment -> {});
        time.pass(Duration.ofMinutes(1));
        client.list().forEach(segment -> {});

        assertThat(authorizations()).containsExactly("none", "Bearer first", "Bearer first", "none", "Bearer second");
        ScriptedServer.Asked exchange = server.asked.get(0);
        assertThat(exchange.method() + " " + exchange.path()).isEqualTo("POST /api/v0/oauth2/token");
        assertThat(exchange.body())
                .contains("grant_type=client_credentials", "client_id=an-id", "client_secret=s%2Bcr%3Dt%26/%252B");
        assertThat(exchange.headers().getFirst("Content-Type")).startsWith("application/x-www-form-urlencoded");
        assertThat(exchange.headers().getFirst("X-Amperity-Tenant")).isEqualTo("acme");
    }

    @Test
    void aTokenRejectedInTheMiddleOfAListingIsReplacedOnceAndNoRowIsLostOrRepeated() {
        server.then(token("first", 3600))
                .then(page("t1", "a"))
                .then(json(401, error(401, "expired")))
                .then(token("second", 3600))
                .then(page("", "b"));

        assertThat(client.list()).extracting(segment -> segment.id()).containsExactly("a", "b");

        assertThat(authorizations()).containsExactly("none", "Bearer first", "Bearer first", "none", "Bearer second");
    }

    @Test
    void aSecondRejectionIsFinal() {
        server.then(token("first", 3600))
                .then(json(401, error(401, "no")))
                .then(token("second", 3600))
                .then(json(401, error(401, "no")));

        SegmentsException error = catchThrowableOfType(SegmentsException.class, client::count);

        assertThat(error).isInstanceOf(AuthenticationException.class);
        assertThat(server.asked).hasSize(4);
    }

    @Test
    void aRefusedKeyIsAnAuthenticationErrorWithoutTheSecret() {
        server.then(json(401, error(401, "not known: s+cr=t&/%2B s%2Bcr%3Dt%26/%252B")));

        SegmentsException error = catchThrowableOfType(SegmentsException.class, client::count);

        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace));
        assertThat(error).isInstanceOf(AuthenticationException.class).hasMessageContaining("/v0/oauth2/token");
        assertThat(trace.toString()).doesNotContain("s+cr").doesNotContain("s%2Bcr");
    }

    @Test
    void aTokenEndpointThatFailsForAMomentIsAskedAgain() {
        for (int i = 1; i <= 4; i++) {
            server.then(json(503, error(503, "later")));
        }
        server.then(token("first", 3600)).then(page("", "a"));

        assertThat(client.list()).hasSize(1);

        assertThat(authorizations()).containsExactly("none", "none", "none", "none", "none", "Bearer first");
    }

    @Test
    void aTokenEndpointThatAsksToWaitIsAskedAgainAfterThatTime() {
        server.then(text(429, "application/json", error(429, "slower"), Map.of("Retry-After", "40")))
                .then(token("first", 3600))
                .then(page("", "a"));

        assertThat(client.list()).hasSize(1);

        assertThat(time.sleeps).contains(Duration.ofSeconds(40));
        assertThat(authorizations()).containsExactly("none", "none", "Bearer first");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"access_token\":\"s3cr3t\",\"expires_in\":\"soon\",\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"s3cr3t\",\"expires_in\":true,\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"s3cr3t\",\"expires_in\":3600}",
                "[\"s3cr3t\"]",
                "{\"access_token\":s3cr3t}",
                "{\"access_token\":\"s3cr3t",
                "{\"access_token\":[\"s3cr3t\"]}"
            })
    void anAnswerThatBreaksTheContractNeverShowsTheToken(String body) {
        server.otherwise = json(200, body);

        SegmentsException error = catchThrowableOfType(SegmentsException.class, client::count);

        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace));
        assertThat(error).isInstanceOf(ProtocolException.class);
        assertThat(trace.toString()).doesNotContain("s3cr3t");
    }

    @Test
    void oneThreadRenewsWhileTheOthersGoOnWithTheOldToken() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        server.then(token("first", 3600)).then(page("", "a")).then(exchange -> {
            asked.countDown();
            awaited(answer);
            json(200, token("second", 3600)).to(exchange);
        });
        server.otherwise = json(200, page("", "a"));
        client.list().forEach(segment -> {});
        time.pass(Duration.ofMinutes(59));

        CompletableFuture<Long> renewing =
                CompletableFuture.supplyAsync(() -> client.list().stream().count());
        asked.await();
        client.list().forEach(segment -> {});
        answer.countDown();
        renewing.get();
        client.list().forEach(segment -> {});

        assertThat(authorizations())
                .containsExactly("none", "Bearer first", "none", "Bearer first", "Bearer second", "Bearer second");
    }

    @Test
    void aRenewalThatFailsIsNoFailureWhileTheOldTokenServesAndIsTriedAgainLater() {
        server.then(token("first", 3600))
                .then(page("", "a"))
                .then(json(503, error(503, "not now")))
                .then(page("", "a"))
                .then(page("", "a"))
                .then(token("second", 3600))
                .then(page("", "a"));

        client.list().forEach(segment -> {});
        time.pass(Duration.ofMinutes(59));
        client.list().forEach(segment -> {});
        time.pass(Duration.ofSeconds(9));
        client.list().forEach(segment -> {});
        time.pass(Duration.ofSeconds(1));
        client.list().forEach(segment -> {});

        assertThat(authorizations())
                .containsExactly(
                        "none", "Bearer first", "none", "Bearer first", "Bearer first", "none", "Bearer second");
    }

    @Test
    void anEarlyRenewalLeavesHalfOfTheTimeForThePage() {
        List<Duration> left = new ArrayList<>();
        ApiKey key = new ApiKey(
                deadline -> {
                    left.add(deadline.left());
                    return AccessTokenResponse.builder()
                            .accessToken("a-token")
                            .expiresIn(3600L)
                            .tokenType("Bearer")
                            .build();
                },
                time);
        key.token(Deadline.ofPage(Duration.ofSeconds(40), time));
        time.pass(Duration.ofMinutes(59));

        key.token(Deadline.ofPage(Duration.ofSeconds(40), time));

        assertThat(left).containsExactly(Duration.ofSeconds(40), Duration.ofSeconds(20));
    }

    @Test
    void aFailedEarlyRenewalDoesNotBringARejectedTokenBack() {
        server.then(token("first", 3600))
                .then(page("", "a"))
                .then(json(503, error(503, "not now")))
                .then(json(401, error(401, "revoked")))
                .then(token("second", 3600))
                .then(page("", "a"));
        client.list().forEach(segment -> {});
        time.pass(Duration.ofMinutes(59));

        client.list().forEach(segment -> {});

        assertThat(authorizations())
                .containsExactly("none", "Bearer first", "none", "Bearer first", "none", "Bearer second");
    }

    @Test
    void aRejectedTokenIsNotSentAgainIfItCouldNotBeReplaced() {
        server.then(token("first", 3600))
                .then(json(401, error(401, "revoked")))
                .then(json(400, error(400, "not now")))
                .then(token("second", 3600))
                .then(page("", "a"));
        assertThatThrownBy(client::count).isInstanceOf(InvalidRequestException.class);

        client.list().forEach(segment -> {});

        assertThat(authorizations()).containsExactly("none", "Bearer first", "none", "none", "Bearer second");
    }

    @Test
    void ofManyThreadsWithARejectedTokenOneRenewsItAndTheOthersTakeTheNewOne() throws Exception {
        server.then(token("first", 3600)).then(page("", "a"));
        client.list().forEach(segment -> {});
        CountDownLatch rejected = new CountDownLatch(5);
        server.otherwise = exchange -> {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            if (authorization == null) {
                json(200, token("second", 3600)).to(exchange);
            } else if (authorization.equals("Bearer first")) {
                rejected.countDown();
                awaited(rejected);
                json(401, error(401, "revoked")).to(exchange);
            } else {
                json(200, page("", "a")).to(exchange);
            }
        };
        List<FutureTask<Long>> listings = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            listings.add(new FutureTask<>(() -> client.list().stream().count()));
            new Thread(listings.get(i)).start();
        }

        for (FutureTask<Long> listing : listings) {
            assertThat(listing.get()).isEqualTo(1);
        }
        assertThat(authorizations()).filteredOn("none"::equals).hasSize(2);
    }

    @Test
    void anExpiredTokenIsNotSent() {
        server.then(token("first", 3600)).then(page("", "a"));
        server.otherwise = json(401, error(401, "the key is gone"));
        client.list().forEach(segment -> {});
        time.pass(Duration.ofHours(1));

        assertThatThrownBy(client::count)
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("/v0/oauth2/token");
    }

    @Test
    void aTokenThatLivesForSecondsIsRenewedHalfWay() {
        server.then(token("first", 10))
                .then(page("", "a"))
                .then(page("", "a"))
                .then(token("second", 10))
                .then(page("", "a"));

        client.list().forEach(segment -> {});
        time.pass(Duration.ofSeconds(4));
        client.list().forEach(segment -> {});
        time.pass(Duration.ofSeconds(1));
        client.list().forEach(segment -> {});

        assertThat(authorizations()).containsExactly("none", "Bearer first", "Bearer first", "none", "Bearer second");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -5})
    void aTokenThatHasNoLifeLeftServesOneRequest(long seconds) {
        server.then(token("first", seconds))
                .then(page("t", "a"))
                .then(token("second", seconds))
                .then(page("", "b"));

        assertThat(client.list()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"expires_in\":null,",
                "\"expires_in\":\"3600\",",
                "\"expires_in\":3599.0,",
                "\"expires_in\":1e400,"
            })
    void aLifeMayBeMissingOrOddlyWritten(String life) {
        server.then("{" + life + "\"access_token\":\"first\",\"token_type\":\"bearer\"}")
                .then(page("t", "a"))
                .then(page("", "b"));

        assertThat(client.list()).hasSize(2);
        assertThat(authorizations()).containsExactly("none", "Bearer first", "Bearer first");
    }

    @Test
    void aTokenThatLivesForEverOverflowsNothing() {
        server.then(token("first", Long.MAX_VALUE)).then(page("t", "a")).then(page("", "b"));

        assertThat(client.list()).hasSize(2);
        assertThat(server.asked).hasSize(3);
    }

    @Test
    void twoThreadsWithoutATokenMakeOneExchange() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        server.then(exchange -> {
            asked.countDown();
            awaited(answer);
            json(200, token("first", 3600)).to(exchange);
        });
        server.otherwise = json(200, page("", "a"));
        FutureTask<Long> one = new FutureTask<>(() -> client.list().stream().count());
        FutureTask<Long> two = new FutureTask<>(() -> client.list().stream().count());
        new Thread(one).start();
        asked.await();
        Thread second = new Thread(two);
        second.start();
        while (second.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        answer.countDown();
        one.get();
        two.get();

        assertThat(authorizations()).containsExactly("none", "Bearer first", "Bearer first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bad token", "t\u00f6k"})
    void aTokenThatCannotBeSentBreaksTheContractAndIsNotKept(String bad) {
        server.then(token(bad, 3600)).then(token("good", 3600)).then(page("", "a"));

        assertThatThrownBy(client::count).isInstanceOf(ProtocolException.class).hasMessageContaining("cannot be sent");
        assertThat(client.list()).hasSize(1);
    }

    @Test
    void aRenewalThatStallsLeavesTimeForThePageWhileTheOldTokenServes() throws IOException {
        server.then(token("first", 4)).then(page("", "a")).then(stalled -> {}).then(page("", "b"));
        try (SegmentsClient hurried = new SegmentsClientBuilder(name -> null, time)
                .tenant("acme")
                .apiKey("an-id", "a-secret")
                .baseUrl(server.url())
                .deadline(Duration.ofMillis(900))
                .build()) {
            hurried.list().forEach(segment -> {});
            time.pass(Duration.ofSeconds(3));

            assertThat(hurried.list()).hasSize(1);
        }
    }

    @Test
    void theExchangeIsPacedToo() {
        server.then(token("first", 0));
        for (int i = 0; i < 3; i++) {
            server.then(page("t" + i, "a")).then(token("next", 0));
        }
        server.then(page("", "a"));

        client.list().forEach(segment -> {});

        assertThat(time.passed()).as("8 requests, of which 3 wait").isEqualTo(Duration.ofMillis(312));
    }

    static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> authorizations() {
        return server.asked.stream()
                .map(asked -> asked.headers()
                        .getOrDefault("Authorization", List.of("none"))
                        .get(0))
                .toList();
    }

    private static String token(String token, long seconds) {
        return "{\"access_token\":\"" + token + "\",\"expires_in\":" + seconds + ",\"token_type\":\"Bearer\"}";
    }
}
