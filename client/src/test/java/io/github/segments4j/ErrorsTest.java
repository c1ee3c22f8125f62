package io.github.segments4j;

import static io.github.segments4j.ListingTest.page;
import static io.github.segments4j.ScriptedServer.bytes;
import static io.github.segments4j.ScriptedServer.json;
import static io.github.segments4j.ScriptedServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorsTest {
    private final FakeTime time = new FakeTime();
    private ScriptedServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400, InvalidRequestException, 1",
        "401, AuthenticationException, 1",
        "403, PermissionException, 1",
        "404, InvalidRequestException, 1",
        "405, InvalidRequestException, 1",
        "409, InvalidRequestException, 1",
        "408, ServerException, 8",
        "418, InvalidRequestException, 1",
        "425, ServerException, 8",
        "499, InvalidRequestException, 1",
        "500, ServerException, 8",
        "501, ServerException, 1",
        "502, ServerException, 8",
        "503, ServerException, 8",
        "504, ServerException, 8",
        "505, ServerException, 1",
        "520, ServerException, 8",
        "522, ServerException, 8",
        "525, ServerException, 8",
        "526, ServerException, 1",
        "529, ServerException, 8",
        "530, ServerException, 8",
        "599, ServerException, 8",
        "302, ProtocolException, 1",
        "204, ProtocolException, 1",
        "206, ProtocolException, 1"
    })
    void eachStatusHasItsErrorAndItsNumberOfAttempts(int status, String type, int attempts) {
        server.otherwise = json(status, status == 204 ? "" : error(status, "the server's own words"));

        SegmentsException error = failure();

        assertThat(error.getClass().getSimpleName()).isEqualTo(type);
        assertThat(error.status()).hasValue(status);
        assertThat(error.attempts()).isEqualTo(attempts);
        assertThat(server.asked).hasSize(attempts);
        assertThat(error).hasMessageContaining("GET " + server.url() + "/segments was answered " + status);
    }

    @Test
    void anErrorCarriesTheServersWordsAndItsNamesForTheRequest() {
        server.then(json(401, error(401, "The token is stale.")));

        SegmentsException error = failure();

        assertThat(error.serverMessage()).hasValue("The token is stale.");
        assertThat(error.requestId()).hasValue("req-1");
        assertThat(error.traceId()).hasValue("trace-1");
        assertThat(error)
                .hasMessageContaining("The token is stale")
                .hasMessageContaining("request_id req-1")
                .hasMessageContaining("make a new one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "<html>Bad Gateway</html>",
                "{\"message\":7}",
                "{\"message\":\"cut",
                "\u0000"
            })
    void anErrorBodyOfAnotherKindIsSurvived(String body) {
        server.then(text(404, "text/html", body));

        SegmentsException error = failure();

        assertThat(error).isInstanceOf(InvalidRequestException.class);
        assertThat(error.serverMessage()).isEmpty();
    }

    @Test
    void aCodingThatIsNamedTwiceIsReadOnce() throws IOException {
        server.then(bytes(200, "application/json", zipped(page("", "a")), Map.of("Content-Encoding", "gzip, gzip")));

        try (SegmentsClient client = server.client(time).build()) {
            assertThat(client.list()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "gzip, gzip, gzip", "gzip, deflate"})
    void aCodingThatWasNotAskedForIsAnError(String coding) throws IOException {
        server.then(bytes(200, "application/json", zipped(page("", "a")), Map.of("Content-Encoding", coding)));

        assertThat(failure()).isInstanceOf(ProtocolException.class).hasMessageContaining("its body is encoded as \"");
        assertThat(server.asked).hasSize(1);
    }

    @Test
    void aGzipBodyOfManyEmptyMembersIsRead() throws IOException {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        for (int i = 0; i < 10_000; i++) {
            members.writeBytes(zipped(""));
        }
        members.writeBytes(zipped(page("", "a")));
        server.then(bytes(200, "application/json", members.toByteArray(), Map.of("Content-Encoding", "gzip")));

        try (SegmentsClient client = server.client(time).build()) {
            assertThat(client.list()).hasSize(1);
        }
    }

    private static byte[] zipped(String text) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return zipped.toByteArray();
    }

    @Test
    void aBodyThatIsParsedPastTheDeadlineIsGivenUp() throws IOException {
        server.otherwise = exchange -> {
            time.pass(Duration.ofMinutes(6));
            json(200, page("", "a")).to(exchange);
        };

        assertThat(failure())
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("its body could not be read before the deadline")
                .hasMessageEndingWith("Set a longer deadline");
    }

    @Test
    void aRedirectIsNotFollowed() {
        server.then(text(307, "text/plain", "", Map.of("Location", "https://u:p@other.example/a-path?a=query")));

        assertThat(failure())
                .hasMessageContaining("a redirect to https://other.example, which is not followed")
                .hasMessageEndingWith("Check the base URL");
        assertThat(server.asked).hasSize(1);
    }

    @Test
    void whatPassesIsRetriedUntilItHasPassed() {
        server.then(json(503, error(503, "later")))
                .then(json(429, error(429, "slower")))
                .then("{\"data\":[{\"id\":\"a\"")
                .then(page("", "a"));

        try (SegmentsClient client = server.client(time).build()) {
            assertThat(client.list()).hasSize(1);
        }

        assertThat(server.asked).hasSize(4);
    }

    @Test
    void aServerThatIsDownForHalfAMinuteIsOutlasted() {
        server.otherwise = exchange -> {
            boolean isDown = time.passed().compareTo(Duration.ofSeconds(30)) < 0;
            (isDown ? json(503, error(503, "later")) : json(200, page("", "a"))).to(exchange);
        };

        try (SegmentsClient client = server.client(time).build()) {
            assertThat(client.list()).hasSize(1);
        }
    }

    @Test
    void refusalsAreWaitedOutAndDoNotCountAsAttempts() {
        server.then(json(503, error(503, "later")));
        for (int i = 0; i < 5; i++) {
            server.then(json(429, error(429, "slower")));
        }
        server.then(page("", "a"));

        try (SegmentsClient client = server.client(time).attempts(2).build()) {
            assertThat(client.list()).hasSize(1);
        }

        assertThat(server.asked).hasSize(7);
    }

    @Test
    void refusalsWithoutEndAreAnErrorBeforeTheDeadline() {
        server.otherwise = json(429, error(429, "slower"));

        SegmentsException error = failure();

        assertThat(error)
                .isInstanceOf(RateLimitedException.class)
                .hasMessageContaining("the deadline leaves no time for another attempt");
        assertThat(error.status()).hasValue(429);
        assertThat(error.attempts()).isEqualTo(server.asked.size()).isGreaterThan(8);
        assertThat(time.passed()).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
    }

    @Test
    void anErrorCarriesTheHeadersOfTheResponseAndItsRetryAfter() {
        server.otherwise = text(
                503,
                "application/json",
                error(503, "later"),
                Map.of("Retry-After", "300", "X-Request-Id", "req-7", "X-Echo", "Bearer a-secret-token"));

        SegmentsException error = failure();

        assertThat(error.retryAfter()).hasValue(Duration.ofMinutes(5));
        assertThat(error.headers().get("x-request-id")).containsExactly("req-7");
        assertThat(error.headers().get("X-REQUEST-ID")).containsExactly("req-7");
        assertThat(error.headers().get("x-echo")).as("masked").containsExactly("Bearer ***");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 409, 422})
    void onlyA400RejectsAPageToken(int status) {
        server.then(page("t1", "a")).then(json(status, error(status, "The parameter next_token is not valid.")));

        assertThat(failureOfListing()).isExactlyInstanceOf(InvalidRequestException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The parameter next_token is not valid.",
                "Bad request",
                "",
                "next_token or limit is wrong",
                "The token is older than the time limit of 1 h."
            })
    void aRejectedPageTokenIsAnErrorOfItsOwn(String message) {
        server.then(page("t1", "a")).then(json(400, error(400, message)));

        SegmentsException error = failureOfListing();

        assertThat(error).isInstanceOf(InvalidPageTokenException.class).hasMessageContaining("start over");
        assertThat(error.pageToken()).hasValue("t1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit must be at most 1000",
                "The parameter 'limit' must be a positive integer.",
                "The API version is missing or not supported."
            })
    void a400ThatNamesAnotherParameterIsNotAboutThePageToken(String message) {
        server.then(page("t1", "a")).then(json(400, error(400, message)));

        assertThat(failureOfListing()).isExactlyInstanceOf(InvalidRequestException.class);
    }

    @Test
    void a400ToARequestWithoutAPageTokenIsNotAboutOne() {
        server.then(json(400, error(400, "no")));

        assertThat(failure()).isExactlyInstanceOf(InvalidRequestException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 400, 401, 403, 404, 429, 500})
    void everyErrorSurvivesSerialization(int status) throws Exception {
        server.otherwise = text(
                status, "application/json", status == 204 ? "" : error(status, "no"), Map.of("Retry-After", "999"));
        SegmentsException error = failure();

        SegmentsException copy = copied(error);

        assertThat(copy).hasSameClassAs(error).hasMessage(error.getMessage());
        assertThat(copy.status()).isEqualTo(error.status());
        assertThat(copy.headers()).isEqualTo(error.headers());
        assertThat(copy.headers().get("RETRY-AFTER")).containsExactly("999");
        assertThat(copy.retryAfter()).hasValue(Duration.ofSeconds(999));
        assertThat(copy.serverMessage()).isEqualTo(error.serverMessage());
        assertThat(copy.requestId()).isEqualTo(error.requestId());
        assertThat(copy.elapsed()).isEqualTo(error.elapsed());
    }

    @Test
    void errorsOfTheConnectionAndOfPagesSurviveSerializationToo() throws Exception {
        server.then(page("t1", "a")).then(json(400, error(400, "no")));
        SegmentsException ofPage = failureOfListing();
        server.close();
        SegmentsException ofConnection = failure();

        assertThat(copied(ofPage).pageToken()).hasValue("t1");
        assertThat(copied(ofConnection)).hasMessage(ofConnection.getMessage()).hasCauseInstanceOf(IOException.class);
    }

    private static SegmentsException copied(SegmentsException error) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(error);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (SegmentsException) in.readObject();
        }
    }

    @Test
    void theMessageOfALongErrorBodyIsRead() {
        server.then(json(400, "{\"details\":\"" + "x".repeat(60_000) + "\",\"message\":\"too much\"}"));

        assertThat(failure().serverMessage()).hasValue("too much");
    }

    @Test
    void a403DoesNotRenewTheAccessToken() throws IOException {
        server.then(json(200, "{\"access_token\":\"t\",\"expires_in\":3600,\"token_type\":\"Bearer\"}"))
                .then(json(403, error(403, "not yours")));

        try (SegmentsClient client = new SegmentsClientBuilder(name -> null, time)
                .tenant("acme")
                .apiKey("an-id", "a-secret")
                .baseUrl(server.url())
                .build()) {
            assertThatThrownBy(client::count).isInstanceOf(PermissionException.class);
        }

        assertThat(server.asked).extracting(ScriptedServer.Asked::method).containsExactly("POST", "GET");
    }

    @Test
    void aPageTokenThatTheServerEchoesIsMasked() {
        server.then(page("p-a/g+e=1", "a")).then(json(400, error(400, "no page p-a/g+e=1, p-a%2Fg%2Be%3D1")));

        SegmentsException error = failureOfListing();

        assertThat(error).hasMessageContaining("no page ***, ***;");
        assertThat(error.pageToken()).hasValue("p-a/g+e=1");
    }

    @Test
    void aSecretIsMaskedInUpperAndLowerCase() {
        server.then(json(401, error(401, "bad A-SECRET-TOKEN and a-Secret-Token")));

        assertThat(failure().serverMessage()).hasValue("bad *** and ***");
    }

    @Test
    void retryAfterIsHonouredWhenItIsLongerThanTheBackoff() {
        server.then(text(503, "application/json", error(503, "later"), Map.of("Retry-After", "40")))
                .then(page("", "a"));

        try (SegmentsClient client = server.client(time).build()) {
            assertThat(client.list()).hasSize(1);
        }

        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void aRetryAfterPastTheDeadlineIsNotWaitedFor() {
        server.then(text(429, "application/json", error(429, "slower"), Map.of("Retry-After", "301")));

        SegmentsException error = failure();

        assertThat(error).isInstanceOf(RateLimitedException.class);
        assertThat(error.attempts()).isEqualTo(1);
        assertThat(time.passed()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
          null                                                    | 200 with null
          {"next_token":"t"}                                      | data is missing or null
          {"data":null}                                           | data is missing or null
          {"data":{}}                                             | data has the wrong type
          {"data":[null]}                                         | data[0] is null
          {"data":[{"id":"a","name":"A"},{"name":"B"}]}           | data[1].id is missing or null
          {"data":[{"id":null,"name":"A"}]}                       | data[0].id is missing or null
          {"data":[{"id":"a"}]}                                   | data[0].name is missing or null
          {"data":[{"id":7,"name":"A"}]}                          | data[0].id has the wrong type
          {"data":[{"id":true,"name":"A"}]}                       | data[0].id has the wrong type
          {"data":[{"id":["a"],"name":"A"}]}                      | data[0].id has the wrong type
          {"data":[],"total":"7"}                                 | total has the wrong type
          {"data":[],"total":7.5}                                 | total has the wrong type
          {"data":[],"next_token":{}}                             | next_token has the wrong type
          []                                                      | the body has the wrong type
          "data"                                                  | the body has the wrong type
          """)
    void anAnswerThatBreaksTheContractIsNamedByItsPlaceAndNotRetried(String body, String fault) {
        server.then(body);

        SegmentsException error = failure();

        assertThat(error)
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(fault)
                .hasMessageContaining("page 1");
        assertThat(server.asked).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>hello</html>",
                "{\"data\":[]} trailing",
                "{\"data\":[]}{\"data\":[]}",
                "{\"data\":[",
                "{",
                "{\"data\":[{\"id\":\"a\",\"na"
            })
    void aBodyThatIsNotOneJsonValueIsRetriedAndThenAnError(String body) {
        server.otherwise = text(200, "text/html", body);

        SegmentsException error = failure();

        assertThat(error)
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("of type \"text/html\", is not JSON");
        assertThat(error.attempts()).isEqualTo(8);
    }

    @Test
    void aBodyThatIsNestedTooDeepOrHoldsAHugeStringIsRefusedAndNotRetried() {
        server.then("{\"data\":[],\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}")
                .then(page("", "a".repeat(21_000_000)));

        assertThat(failure())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("page 1")
                .hasMessageContaining("not safe to read")
                .hasMessageContaining("nesting depth");
        assertThat(failure())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("not safe to read")
                .hasMessageContaining("exceeds the maximum");
        assertThat(server.asked).hasSize(2);
    }

    @Test
    void aNumberThatDoesNotFitIsOfTheWrongType() {
        server.then("{\"data\":[],\"total\":99999999999999999999}");

        assertThat(failure()).isInstanceOf(ProtocolException.class).hasMessageContaining("total has the wrong type");
    }

    @Test
    void invalidUtf8IsAnErrorAndNotAReplacementCharacter() {
        byte[] body = "{\"data\":[{\"id\":\"a\",\"name\":\"?\"}]}".getBytes(StandardCharsets.ISO_8859_1);
        body[new String(body, StandardCharsets.ISO_8859_1).indexOf('?')] = (byte) 0xFF;
        server.otherwise = bytes(200, "application/json", body, Map.of());

        assertThat(failure()).isInstanceOf(ProtocolException.class).hasMessageContaining("not JSON");
    }

    @Test
    void aBodyThatIsBrokenInAnotherEncodingIsAnError() {
        byte[] utf32 = {0, 0, 0, '{', 0x7F, 0, 0, 0};
        server.otherwise = bytes(200, "application/json", utf32, Map.of());

        assertThat(failure()).isInstanceOf(ProtocolException.class).hasMessageContaining("can't be read");
    }

    @Test
    void theWordsOfAZippedErrorAreRead() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(error(403, "not yours").getBytes(StandardCharsets.UTF_8));
        }
        server.then(bytes(403, "application/json", zipped.toByteArray(), Map.of("Content-Encoding", "gzip")));

        assertThat(failure().serverMessage()).hasValue("not yours");
    }

    @Test
    void anEmptyBodyIsAnError() {
        server.otherwise = bytes(200, "application/json", new byte[0], Map.of());

        assertThat(failure()).isInstanceOf(ProtocolException.class).hasMessageContaining("no body");
    }

    @Test
    void aGzipBodyIsReadAndABrokenOneRetried() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(page("", "a").getBytes(StandardCharsets.UTF_8));
        }
        byte[] cut = Arrays.copyOf(zipped.toByteArray(), zipped.size() - 12);
        Map<String, String> gzip = Map.of("Content-Encoding", "gzip");
        server.then(bytes(200, "application/json", cut, gzip))
                .then(bytes(200, "application/json", zipped.toByteArray(), gzip));

        try (SegmentsClient client = server.client(time).build()) {
            assertThat(client.list()).hasSize(1);
        }

        assertThat(server.asked).hasSize(2);
        assertThat(server.asked.get(0).headers().getFirst("Accept-Encoding")).isEqualTo("gzip");
    }

    @Test
    void aSecretThatTheServerEchoesIsTakenOut() {
        server.then(json(401, "{\"status\":401,\"message\":\"bad a-secret-token\",\"request_id\":\"a-secret-token\"}"));

        SegmentsException error = failure();

        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain("a-secret-token").contains("bad ***");
        assertThat(error.requestId()).hasValue("***");
    }

    @ParameterizedTest
    @CsvSource({"403, PermissionException", "204, ProtocolException", "401, AuthenticationException"})
    void aBodyThatIsNotTheGzipItSaysDoesNotHideTheStatus(int status, String type) {
        byte[] body = status == 401 ? "{\"message\":\"no\"}".getBytes(StandardCharsets.UTF_8) : new byte[0];
        server.then(bytes(status, "application/json", body, Map.of("Content-Encoding", "gzip")));

        SegmentsException error = failure();

        assertThat(error.getClass().getSimpleName()).isEqualTo(type);
        assertThat(error.status()).hasValue(status);
    }

    @Test
    void aHugeErrorBodyIsNotRead() {
        server.then(json(400, "{\"message\":\"" + "x".repeat(70_000) + "\"}"))
                .then(json(400, "{\"message\":\"a\u2028" + ".".repeat(60_000) + "x\"}"));

        assertThat(failure()).isInstanceOf(InvalidRequestException.class).hasMessageNotContaining("xx");
        assertThat(failure().getMessage()).hasSizeLessThan(500).doesNotContain("\u2028");
    }

    @Test
    void anInterruptDuringAWaitIsSaid() {
        Thread caller = Thread.currentThread();
        server.then(exchange -> {
            json(503, "{}").to(exchange);
        });

        try (SegmentsClient client = server.client(time)
                .listener(event -> {
                    if (event instanceof SegmentsEvent.Retry) {
                        caller.interrupt();
                    }
                })
                .build()) {
            assertThatThrownBy(client::count)
                    .isInstanceOf(ServerException.class)
                    .hasMessageContaining("; its thread was interrupted");
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aServerThatIsNotThereIsAConnectionErrorAfterRetries() {
        server.close();

        SegmentsException error = failure();

        assertThat(error).isInstanceOf(ConnectionException.class);
        assertThat(error.status()).isEmpty();
        assertThat(error.attempts()).isEqualTo(8);
    }

    @Test
    void aBodyThatStallsEndsAtTheTimeout() {
        server.otherwise = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"data\":".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        };

        try (SegmentsClient client =
                server.client(time).timeout(Duration.ofMillis(100)).build()) {
            assertThatThrownBy(client::count)
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("no complete answer within 0.1 s");
        }
    }

    @Test
    void anInterruptEndsTheWaitForAnAnswer() throws InterruptedException {
        Thread caller = Thread.currentThread();
        server.otherwise = exchange -> caller.interrupt();

        SegmentsException error = failure();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(error).isInstanceOf(ConnectionException.class).hasMessageContaining("interrupted");
        assertThat(error.attempts()).isEqualTo(1);
    }

    private SegmentsException failureOfListing() {
        try (SegmentsClient client = server.client(time).build()) {
            return catchThrowableOfType(
                    SegmentsException.class, () -> client.list().forEach(segment -> {}));
        }
    }

    private SegmentsException failure() {
        try (SegmentsClient client = server.client(time).build()) {
            return catchThrowableOfType(
                    SegmentsException.class, () -> client.list().iterator().hasNext());
        }
    }

    static String error(int status, String message) {
        return "{\"status\":"
                + status
                + ",\"message\":\""
                + message
                + "\",\"request_id\":\"req-1\",\"trace_id\":\"trace-1\"}";
    }
}
