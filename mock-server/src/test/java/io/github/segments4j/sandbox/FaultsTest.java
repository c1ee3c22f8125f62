package io.github.segments4j.sandbox;

import static io.github.segments4j.sandbox.Fault.cutAfter;
import static io.github.segments4j.sandbox.Fault.deprecated;
import static io.github.segments4j.sandbox.Fault.disconnect;
import static io.github.segments4j.sandbox.Fault.drip;
import static io.github.segments4j.sandbox.Fault.emptyPage;
import static io.github.segments4j.sandbox.Fault.emptyToken;
import static io.github.segments4j.sandbox.Fault.expiredToken;
import static io.github.segments4j.sandbox.Fault.gzip;
import static io.github.segments4j.sandbox.Fault.hostileToken;
import static io.github.segments4j.sandbox.Fault.html;
import static io.github.segments4j.sandbox.Fault.invalidJson;
import static io.github.segments4j.sandbox.Fault.latency;
import static io.github.segments4j.sandbox.Fault.nullToken;
import static io.github.segments4j.sandbox.Fault.redirect;
import static io.github.segments4j.sandbox.Fault.repeatedToken;
import static io.github.segments4j.sandbox.Fault.reset;
import static io.github.segments4j.sandbox.Fault.rowWithoutId;
import static io.github.segments4j.sandbox.Fault.stall;
import static io.github.segments4j.sandbox.Fault.status;
import static io.github.segments4j.sandbox.Fault.unknownFields;
import static io.github.segments4j.sandbox.Fault.unknownStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segments4j.sandbox.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault as a plain client sees it. */
@Timeout(30)
class FaultsTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final Sandbox sandbox =
            Sandbox.builder().segments(30).rateLimit(Limit.NONE).start();
    private final Browser browser = new Browser(sandbox);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void aFaultHappensAsOftenAsTheRuleSays() throws Exception {
        sandbox.faults().next(status(503)).times(2);

        HttpResponse<String> first = browser.get("/segments");

        assertThat(first.statusCode()).isEqualTo(503);
        assertThat(first.headers().map()).doesNotContainKey("retry-after");
        assertThat(first.body())
                .startsWith("{\"status\":503,\"message\":\"")
                .contains("\"request_id\":\"", "\"trace_id\":\"");
        assertThat(statuses(3)).containsExactly(503, 200, 200);
        assertThat(sandbox.faults().count(status(503))).isEqualTo(2);
    }

    @Test
    void anErrorMayHaveARetryAfterInSecondsOrAsADate() throws Exception {
        sandbox.faults().next(status(429, Duration.ofMillis(1_500)));
        sandbox.faults().next(status(503, Instant.parse("2026-11-01T08:09:10Z")));

        HttpResponse<String> seconds = browser.get("/segments");
        HttpResponse<String> date = browser.get("/segments");

        assertThat(seconds.statusCode()).isEqualTo(429);
        assertThat(seconds.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(date.statusCode()).isEqualTo(503);
        assertThat(date.headers().firstValue("Retry-After")).hasValue("Sun, 01 Nov 2026 08:09:10 GMT");
    }

    @Test
    void aDelayedResponseIsLateAndComplete() throws Exception {
        sandbox.faults().next(latency(Duration.ofMillis(80), Duration.ofMillis(20)));
        long start = System.nanoTime();

        HttpResponse<String> late = browser.get("/segments");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(80));
        assertThat(late.statusCode()).isEqualTo(200);
        assertThat(Browser.ids(late.body())).hasSize(30);
    }

    @Test
    void aDrippingBodyIsCompleteInTheEnd() throws Exception {
        String whole = browser.get("/segments?limit=1").body();
        sandbox.faults().next(drip(10, Duration.ofMillis(5)));
        long start = System.nanoTime();

        HttpResponse<String> slow = browser.get("/segments?limit=30");

        int pauses = (slow.body().length() - 1) / 10;
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(5L * pauses));
        assertThat(Browser.ids(slow.body())).hasSize(30).containsAll(Browser.ids(whole));
    }

    @Test
    void aBodyThatIsCutShortIsAnError() {
        for (int bytes : List.of(0, 100, 1_000_000)) {
            sandbox.faults().next(cutAfter(bytes)).times(2);

            assertThatThrownBy(() -> browser.get("/segments"))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(HttpTimeoutException.class);
            sandbox.faults().clear();
        }
    }

    @Test
    void theBodyIsCutAfterTheGivenNumberOfBytes() throws Exception {
        sandbox.faults().next(cutAfter(100));

        String answer = browser.raw("GET /api/segments HTTP/1.1");

        String head = answer.substring(0, answer.indexOf("\r\n\r\n"));
        assertThat(answer.substring(head.length() + 4)).hasSize(100);
        assertThat(head).startsWith("HTTP/1.1 200").containsIgnoringCase("content-length: ");
    }

    @Test
    void aDisconnectHasNoResponse() throws Exception {
        sandbox.faults().next(disconnect());
        assertThat(browser.raw("GET /api/segments HTTP/1.1")).isEmpty();

        sandbox.faults().next(disconnect()).times(2);
        assertThatThrownBy(() -> browser.get("/segments"))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(HttpTimeoutException.class);

        assertThat(sandbox.faults().count(disconnect())).isEqualTo(3);
        assertThat(browser.get("/segments").statusCode()).isEqualTo(200);
    }

    @Test
    void aResetEndsTheConnectionWithoutAResponse() throws Exception {
        sandbox.faults().next(reset());
        try (Socket socket = browser.open("GET /api/segments HTTP/1.1")) {
            assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }

        assertThat(sandbox.requests().all().get(0).status()).isZero();
        assertThat(sandbox.faults().count(reset())).isEqualTo(1);
        assertThat(browser.get("/segments").statusCode()).isEqualTo(200);
    }

    @Test
    void aStallHasNoResponseAndManyStallsDelayNobodyElse() throws Exception {
        sandbox.faults().next(stall()).times(50);
        List<CompletableFuture<HttpResponse<String>>> stalled =
                IntStream.range(0, 50).mapToObj(i -> browser.send("/segments")).toList();
        browser.awaitRequests(50);

        assertThat(browser.get("/segments").statusCode()).isEqualTo(200);

        assertThat(stalled).noneMatch(CompletableFuture::isDone);
        sandbox.faults().clear();
        for (CompletableFuture<HttpResponse<String>> one : stalled) {
            // The JDK's client repeats the request, and then gets a response.
            assertThat(one.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aThousandStallsDelayNobodyElse() throws Exception {
        sandbox.faults().next(stall()).times(1_100);
        List<Socket> stalled = new ArrayList<>();
        try {
            for (int i = 1; i <= 1_100; i++) {
                stalled.add(browser.open("GET /api/segments HTTP/1.1"));
                browser.awaitRequests(i);
            }

            assertThat(browser.get("/segments").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
    }

    @Test
    void aClientMayTimeOutDuringAStall() {
        sandbox.faults().next(stall()).times(2);

        assertThatExceptionOfType(HttpTimeoutException.class)
                .isThrownBy(() -> browser.get("/segments", Duration.ofMillis(100)));
    }

    @Test
    void closingTheSandboxEndsAllDelaysAndStalls() throws Exception {
        sandbox.faults().next(stall());
        sandbox.faults().next(latency(LONG));
        sandbox.faults().next(drip(1, LONG));
        List<CompletableFuture<HttpResponse<String>>> waiting =
                IntStream.range(0, 3).mapToObj(i -> browser.send("/segments")).toList();
        browser.awaitRequests(3);

        sandbox.close();

        for (CompletableFuture<HttpResponse<String>> one : waiting) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> one.get(10, TimeUnit.SECONDS))
                    .withCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void clearingSendsDelayedResponses() throws Exception {
        sandbox.faults().next(latency(LONG));
        sandbox.faults().next(drip(1, LONG));
        List<CompletableFuture<HttpResponse<String>>> waiting =
                IntStream.range(0, 2).mapToObj(i -> browser.send("/segments")).toList();
        browser.awaitRequests(2);

        sandbox.faults().clear();

        for (CompletableFuture<HttpResponse<String>> one : waiting) {
            assertThat(Browser.ids(one.get(10, TimeUnit.SECONDS).body())).hasSize(30);
        }
    }

    @Test
    void invalidJsonAndHtmlAreCompleteResponsesWithStatus200() throws Exception {
        sandbox.faults().next(invalidJson());
        sandbox.faults().next(html());

        HttpResponse<String> invalid = browser.get("/segments");
        HttpResponse<String> html = browser.get("/segments");

        assertThat(invalid.statusCode()).isEqualTo(200);
        assertThat(invalid.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThatThrownBy(() -> JsonReader.object(invalid.body())).hasMessageContaining("column 27");
        assertThat(html.statusCode()).isEqualTo(200);
        assertThat(html.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(html.body()).startsWith("<!DOCTYPE html>");
    }

    @Test
    void emptyPagesLoseNoRows() throws Exception {
        List<String> all = Browser.ids(browser.get("/segments").body());
        sandbox.faults().next(emptyPage());
        sandbox.faults().nth(2, emptyPage()).times(2);

        List<String> pages = browser.list("/segments?limit=10");

        assertThat(pages).hasSize(6);
        assertThat(pages.get(0)).contains("\"next_token\":\"", "\"data\":[]");
        assertThat(pages.stream().map(Browser::ids).map(List::size)).containsExactly(0, 10, 0, 0, 10, 10);
        assertThat(pages.stream().map(Browser::ids).flatMap(List::stream)).containsExactlyElementsOf(all);
    }

    @Test
    void theThirdRequestFailsAndThoseBeforeAndAfterItDoNot() throws Exception {
        sandbox.faults().nth(3, status(503)).times(2);
        sandbox.faults().nth(2, status(500));

        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            statuses.add(browser.get("/segments").statusCode());
        }

        assertThat(statuses).containsExactly(200, 200, 503, 503, 200, 500, 200);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sandbox.faults().nth(0, status(503)))
                .withMessageContaining("counted from 1");
    }

    @Test
    void noTokenComesTwiceInASeriesOfEmptyPages() throws Exception {
        sandbox.clock().set(Instant.parse("2026-11-01T12:00:00Z"));
        sandbox.faults().nth(2, emptyPage()).times(3);

        List<String> pages = browser.list("/segments?limit=10");

        assertThat(pages).hasSize(6);
        assertThat(pages.subList(0, 5).stream().map(Browser::token)).doesNotHaveDuplicates();
    }

    @Test
    void aRepeatedTokenIsThatOfTheRequestAndNeedsARequestWithOne() throws Exception {
        sandbox.faults().next(repeatedToken()).times(2);

        String first = browser.get("/segments?limit=20").body();
        String token = Browser.token(first);
        String last = browser.get("/segments?limit=20&next_token=" + token).body();

        assertThat(token).isNotEmpty();
        assertThat(Browser.token(last)).isEqualTo(token);
        String middle = browser.get("/segments?limit=5&next_token=" + token).body();
        assertThat(Browser.token(middle)).isEqualTo(token);
        assertThat(sandbox.faults().count(repeatedToken())).isEqualTo(2);
    }

    @Test
    void changedRowsFieldsAndStatusesAreStillJson() throws Exception {
        List<String> all = Browser.ids(browser.get("/segments").body());
        sandbox.faults().next(rowWithoutId());
        sandbox.faults().next(unknownFields());
        sandbox.faults().next(unknownStatus());

        String withoutId = browser.get("/segments").body();
        String fields = browser.get("/segments?with_total=true").body();
        String status = browser.get("/segments").body();

        assertThat(Browser.ids(withoutId)).isEqualTo(all.subList(1, 30));
        assertThat((List<?>) JsonReader.object(withoutId).get("data")).hasSize(30);
        assertThat(Browser.ids(fields)).isEqualTo(all);
        assertThat((List<?>) JsonReader.object(fields).get("data")).hasSize(30);
        assertThat(fields.split("\"unknown_nested\":", -1)).hasSize(32);
        assertThat(status.split("\"status\":\"unknown-to-the-contract\"", -1)).hasSize(31);
        assertThat((List<?>) JsonReader.object(status).get("data")).hasSize(30);
    }

    @Test
    void theLastPageMayHaveANullOrEmptyToken() throws Exception {
        sandbox.faults().next(nullToken());
        sandbox.faults().next(emptyToken());

        String first = browser.get("/segments?limit=20").body();
        String endsWithNull = browser.get("/segments").body();
        String endsEmpty = browser.get("/segments").body();

        assertThat(JsonReader.object(first).get("next_token")).asString().isNotEmpty();
        assertThat(endsWithNull).startsWith("{\"next_token\":null,\"data\":[");
        assertThat(endsEmpty).startsWith("{\"next_token\":\"\",\"data\":[");
        assertThat(Browser.ids(endsWithNull)).hasSize(30).isEqualTo(Browser.ids(endsEmpty));
    }

    @Test
    void aHostileTokenIsValidIfItComesBackUnchanged() throws Exception {
        sandbox.faults().next(hostileToken());

        String token = Browser.token(browser.get("/segments?limit=20").body());
        String encoded = URLEncoder.encode(token, StandardCharsets.UTF_8);

        assertThat(token).contains(" ", "%2B", "+", "/", "=", "&", "#", "?", ";", "\u00e9");
        assertThat(Browser.ids(browser.get("/segments?next_token=" + encoded).body()))
                .hasSize(10);
        assertThat(browser.get("/segments?next_token=" + encoded.replace("%252B", "%2B"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void anExpiredTokenStaysExpiredAndANewOneIsValid() throws Exception {
        sandbox.faults().next(expiredToken());

        assertThat(statuses(3)).containsExactly(401, 401, 401);
        assertThat(sandbox.faults().count(expiredToken())).isEqualTo(1);

        Browser renewed = browser.withNewToken();
        assertThat(renewed.get("/segments").statusCode()).isEqualTo(200);
        assertThat(browser.get("/segments").body()).contains("The access token has expired.");
        sandbox.faults().clear();
        assertThat(browser.get("/segments").statusCode()).isEqualTo(200);
    }

    @Test
    void deprecationHeadersAndRedirectsAreSent() throws Exception {
        sandbox.faults().next(deprecated(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2027-05-01T00:00:00Z")));
        sandbox.faults().next(redirect(URI.create("https://example.com/elsewhere")));

        HttpResponse<String> retired = browser.get("/segments");
        HttpResponse<String> elsewhere = browser.get("/segments");

        assertThat(Browser.ids(retired.body())).hasSize(30);
        assertThat(retired.headers().firstValue("Deprecation")).hasValue("Sun, 01 Nov 2026 00:00:00 GMT");
        assertThat(retired.headers().firstValue("Sunset")).hasValue("Sat, 01 May 2027 00:00:00 GMT");
        assertThat(elsewhere.statusCode()).isEqualTo(302);
        assertThat(elsewhere.headers().firstValue("Location")).hasValue("https://example.com/elsewhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "@1793491200"})
    void aDeprecationCanBeSentWithoutADateOrInSeconds(String deprecation) throws Exception {
        sandbox.faults().next(deprecated(deprecation, Instant.parse("2027-05-01T00:00:00Z")));

        HttpResponse<String> retired = browser.get("/segments");

        assertThat(retired.headers().firstValue("Deprecation")).hasValue(deprecation);
        assertThat(retired.headers().firstValue("Sunset")).hasValue("Sat, 01 May 2027 00:00:00 GMT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "@now", "Sun, 01 Nov 2026 00:00:00 GMT", ""})
    void anotherFormOfADeprecationIsRefused(String deprecation) {
        assertThatThrownBy(() -> deprecated(deprecation, Instant.parse("2027-05-01T00:00:00Z")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("deprecated");
    }

    @Test
    void faultsOfSeveralRulesAreCombined() throws Exception {
        sandbox.faults().always(latency(Duration.ofMillis(30)), gzip());
        sandbox.faults().next(unknownFields());
        sandbox.faults().next(status(503));
        long start = System.nanoTime();

        HttpResponse<byte[]> page = browser.bytes("/segments");
        HttpResponse<byte[]> error = browser.bytes("/segments");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(60));
        assertThat(page.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(unzipped(page)).contains("\"unknown_nested\"", "\"data\":[");
        assertThat(error.statusCode()).isEqualTo(503);
        assertThat(unzipped(error)).contains("\"status\":503");
        assertThat(sandbox.faults().count(gzip())).isEqualTo(2);
        assertThat(sandbox.requests().all().get(0).faults()).containsExactly("latency 30 ms", "gzip", "unknown fields");
    }

    @Test
    void theSameSeedGivesTheSameFaultsAndAnotherSeedOthers() throws Exception {
        List<List<Integer>> runs = new ArrayList<>();
        for (long seed : List.of(1, 1, 2)) {
            try (Sandbox seeded =
                    Sandbox.builder().rateLimit(Limit.NONE).faultSeed(seed).start()) {
                seeded.faults().probability(0.3, status(500));
                runs.add(statuses(new Browser(seeded), 40));
                assertThat(seeded.faults().count(status(500))).isBetween(4, 25);
            }
        }

        assertThat(runs.get(0)).contains(200, 500).isEqualTo(runs.get(1)).isNotEqualTo(runs.get(2));
    }

    @Test
    void aRequestThatIsRefusedAnywayUsesUpNoRule() throws Exception {
        sandbox.faults().next(status(503));

        assertThat(browser.get("/segments?limit=0").statusCode()).isEqualTo(400);
        assertThat(browser.get("/nothing").statusCode()).isEqualTo(404);

        assertThat(statuses(2)).containsExactly(503, 200);
    }

    @Test
    void rulesMayApplyToTheTokenEndpoint() throws Exception {
        sandbox.faults().atTokenEndpoint().next(status(503)).times(2);
        sandbox.faults().atTokenEndpoint().next(status(429, Duration.ofSeconds(7)));

        assertThat(statuses(1)).as("of pages").containsExactly(200);
        assertThat(browser.exchange().statusCode()).isEqualTo(503);
        HttpResponse<String> second = browser.exchange();
        HttpResponse<String> third = browser.exchange();

        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(second.body())
                .startsWith("{\"status\":503,\"message\":\"")
                .contains("\"request_id\":\"", "\"trace_id\":\"");
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(browser.exchange().statusCode()).isEqualTo(200);
        assertThat(sandbox.faults().count(status(503))).isEqualTo(2);
        assertThat(sandbox.requests().all().get(1).faults()).containsExactly("status 503");
    }

    @Test
    void otherRulesDoNotApplyToTheTokenEndpoint() throws Exception {
        sandbox.faults().always(gzip());
        sandbox.faults().next(status(503));

        HttpResponse<String> made = browser.exchange();

        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.headers().map()).doesNotContainKey("content-encoding");
        assertThat(statuses(2)).containsExactly(503, 200);
    }

    @Test
    void rulesOfOneEndpointDoNotDelayThoseOfTheOther() throws Exception {
        sandbox.faults().atTokenEndpoint().next(status(500));
        sandbox.faults().next(status(501));
        sandbox.faults().atTokenEndpoint().next(status(502));
        sandbox.faults().next(status(503));

        assertThat(statuses(3)).containsExactly(501, 503, 200);
        assertThat(browser.exchange().statusCode()).isEqualTo(500);
        assertThat(browser.exchange().statusCode()).isEqualTo(502);
        assertThat(browser.exchange().statusCode()).isEqualTo(200);
    }

    @Test
    void theTokenEndpointMayFailAlwaysByChanceOrWithTheConnection() throws Exception {
        sandbox.faults().atTokenEndpoint().always(deprecated(Instant.EPOCH, Instant.EPOCH));
        sandbox.faults().atTokenEndpoint().probability(0, status(500));
        sandbox.faults().atTokenEndpoint().probability(1, html());

        HttpResponse<String> page = browser.exchange();

        assertThat(page.body()).startsWith("<!DOCTYPE html>");
        assertThat(page.headers().map()).containsKey("sunset");
        sandbox.faults().clear();
        sandbox.faults().atTokenEndpoint().next(cutAfter(10));
        assertThatThrownBy(browser::exchange).isInstanceOf(IOException.class);
        assertThat(browser.exchange().statusCode()).isEqualTo(200);
    }

    @Test
    void faultsThatNeedAPageNeverHappenAtTheTokenEndpoint() throws Exception {
        List<Fault> ofPages = List.of(
                emptyPage(),
                repeatedToken(),
                nullToken(),
                emptyToken(),
                hostileToken(),
                rowWithoutId(),
                unknownFields(),
                unknownStatus(),
                expiredToken());
        ofPages.forEach(sandbox.faults().atTokenEndpoint()::always);

        HttpResponse<String> made = browser.exchange();

        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.body())
                .matches("\\{\"access_token\":\"[^\"]+\",\"expires_in\":3600,\"token_type\":\"Bearer\"}");
        assertThat(ofPages).allMatch(fault -> sandbox.faults().count(fault) == 0);
    }

    @Test
    void anApiKeyThatIsRefusedAnywayUsesUpNoRule() throws Exception {
        sandbox.faults().atTokenEndpoint().next(status(503));

        assertThat(browser.raw("POST /api/v0/oauth2/token HTTP/1.1")).startsWith("HTTP/1.1 400");

        assertThat(browser.exchange().statusCode()).isEqualTo(503);
    }

    @Test
    void theRateLimitsOwn429HasARetryAfterOnlyIfConfigured() throws Exception {
        List<List<String>> headers = new ArrayList<>();
        for (RetryAfter retryAfter : RetryAfter.values()) {
            try (Sandbox limited = Sandbox.builder()
                    .requestsPerSecond(1)
                    .retryAfter(retryAfter)
                    .start()) {
                limited.clock().set(Instant.parse("2026-11-01T00:00:00Z"));
                Browser other = new Browser(limited);
                assertThat(other.get("/segments").headers().map()).doesNotContainKey("retry-after");
                HttpResponse<String> refused = other.get("/segments");
                assertThat(refused.statusCode()).isEqualTo(429);
                headers.add(refused.headers().allValues("Retry-After"));
            }
        }

        assertThat(headers).containsExactly(List.of(), List.of("1"), List.of("Sun, 01 Nov 2026 00:00:02 GMT"));
    }

    @Test
    void afterClearingThereAreNoFaults() throws Exception {
        sandbox.faults().always(status(500));
        sandbox.faults().next(status(501)).times(100);
        assertThat(statuses(1)).containsExactly(501);

        sandbox.faults().clear();

        assertThat(statuses(2)).containsExactly(200, 200);
        assertThat(sandbox.faults().count(status(500))).isZero();
    }

    @Test
    void anInvalidFaultIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> status(200));
        assertThatIllegalArgumentException().isThrownBy(() -> status(600));
        assertThatIllegalArgumentException().isThrownBy(() -> status(503, Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> latency(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> drip(0, LONG));
        assertThatIllegalArgumentException().isThrownBy(() -> cutAfter(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> sandbox.faults().probability(1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> sandbox.faults().probability(Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sandbox.faults().atTokenEndpoint().probability(-0.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sandbox.faults().next().times(0));
    }

    private List<Integer> statuses(int requests) throws Exception {
        return statuses(browser, requests);
    }

    private static List<Integer> statuses(Browser browser, int requests) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            statuses.add(browser.get("/segments").statusCode());
        }
        return statuses;
    }

    private static String unzipped(HttpResponse<byte[]> answer) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
