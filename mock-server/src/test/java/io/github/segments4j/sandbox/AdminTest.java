package io.github.segments4j.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The admin interface as any HTTP client sees it. */
@Timeout(30)
class AdminTest {
    private final Sandbox sandbox =
            Sandbox.builder().segments(30).anotherTenant("other", 3).start();
    private final Browser browser = new Browser(sandbox);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void healthSaysThatItIsUpAndConfigShowsTheSettingsAndTheCredentials() throws Exception {
        HttpResponse<String> health = send("GET", "health", "");

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body())
                .startsWith("{\"status\":\"up\",\"baseUrl\":\"" + sandbox.baseUrl() + "\",\"now\":\"20");
        assertThat(health.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(health.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(send("GET", "config", "").body())
                .isEqualTo("{\"baseUrl\":\"" + sandbox.baseUrl()
                        + "\",\"rateLimit\":\"sliding\",\"requestsPerSecond\":10,\"retryAfter\":\"none\","
                        + "\"paging\":\"snapshot\",\"accessTokenLife\":\"PT1H\",\"tenants\":["
                        + "{\"name\":\"acme\",\"accessToken\":\"sandbox-access-token\","
                        + "\"clientId\":\"sandbox-client-id\",\"clientSecret\":\"sandbox-client-secret\",\"segments\":30},"
                        + "{\"name\":\"other\",\"accessToken\":\"sandbox-access-token-other\","
                        + "\"clientId\":\"sandbox-client-id-other\",\"clientSecret\":\"sandbox-client-secret-other\","
                        + "\"segments\":3}]}");
    }

    @Test
    void theRateLimitFaultsAndTheLogDoNotApplyToIt() throws Exception {
        sandbox.clock().set(Instant.parse("2026-11-01T00:00:00Z"));
        sandbox.faults().next(Fault.status(503)).times(10);
        for (int i = 0; i < 15; i++) {
            assertThat(send("GET", "health", "").statusCode()).isEqualTo(200);
        }

        assertThat(browser.get("/segments").statusCode()).isEqualTo(503);
        assertThat(sandbox.requests().all()).hasSize(1);
    }

    @Test
    void resetRestoresTheOriginalState() throws Exception {
        sandbox.segments().add("More");
        sandbox.faults().always(Fault.gzip());
        sandbox.clock().advance(Duration.ofDays(1));
        browser.get("/segments");

        assertThat(send("POST", "reset", "").statusCode()).isEqualTo(200);

        assertThat(sandbox.segments().size()).isEqualTo(30);
        assertThat(sandbox.requests().all()).isEmpty();
        assertThat(sandbox.clock().instant()).isBefore(Instant.now().plusSeconds(60));
        assertThat(browser.get("/segments").headers().firstValue("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void requestsAreListedOldestFirstFromANumberOn() throws Exception {
        browser.get("/segments?limit=1");
        browser.get("/nothing");
        browser.get("/segments?limit=2");

        assertThat(numbers("")).containsExactly("1", "2", "3");
        assertThat(numbers("?since=1")).containsExactly("2", "3");
        assertThat(numbers("?limit=1")).containsExactly("1");
        assertThat(numbers("?last=2")).containsExactly("2", "3");
        assertThat(numbers("?last=9")).containsExactly("1", "2", "3");
        assertThat(numbers("?since=2&last=2")).containsExactly("3");
        assertThat(send("GET", "requests?since=2", "").body())
                .startsWith("{\"total\":1,\"data\":[{\"number\":3,\"at\":\"20")
                .contains(
                        "\"method\":\"GET\",\"path\":\"/api/segments\",\"query\":\"limit=2\",\"status\":200,\"faults\":[]",
                        "\"authorization\":\"Bearer ***\"");

        assertThat(send("DELETE", "requests", "").body()).isEqualTo("{\"total\":0}");
        browser.get("/segments");
        assertThat(numbers("")).as("no number comes twice").containsExactly("4");
    }

    @Test
    void faultsAreAddedCountedAndCleared() throws Exception {
        HttpResponse<String> added = send("POST", "faults", "{\"fault\":\"status\",\"status\":503,\"times\":2}");
        send("POST", "faults", "{\"faults\":[\"gzip\",{\"fault\":\"unknownFields\"}],\"always\":true}");
        send("POST", "faults", "{\"faults\":[{\"fault\":\"disconnect\"}],\"probability\":0.0}");

        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(added.body())
                .isEqualTo("{\"seed\":42,\"rules\":[{\"faults\":[\"status 503\"],\"times\":2}],\"counts\":{}}");
        assertThat(browser.get("/segments").statusCode()).isEqualTo(503);
        assertThat(send("GET", "faults", "").body())
                .isEqualTo("{\"seed\":42,\"rules\":[{\"faults\":[\"gzip\",\"unknown fields\"],"
                        + "\"probability\":1.0},{\"faults\":[\"disconnect\"],\"probability\":0.0},"
                        + "{\"faults\":[\"status 503\"],\"times\":1}],\"counts\":{\"gzip\":1,"
                        + "\"unknown fields\":1,\"status 503\":1}}");
        assertThat(send("DELETE", "faults", "").body()).isEqualTo("{\"seed\":42,\"rules\":[],\"counts\":{}}");
        assertThat(browser.get("/segments").statusCode()).isEqualTo(200);
    }

    @Test
    void aRuleMayApplyToTheTokenEndpoint() throws Exception {
        HttpResponse<String> once =
                send("POST", "faults", "{\"fault\":\"status\",\"status\":429,\"endpoint\":\"token\"}");
        HttpResponse<String> both =
                send("POST", "faults", "{\"faults\":[\"gzip\"],\"always\":true,\"endpoint\":\"token\"}");

        assertThat(once.body())
                .contains("\"rules\":[{\"faults\":[\"status 429\"],\"endpoint\":\"token\",\"times\":1}]");
        assertThat(both.body()).contains("{\"faults\":[\"gzip\"],\"endpoint\":\"token\",\"probability\":1.0}");
        assertThat(browser.exchange().statusCode()).isEqualTo(429);
        assertThat(browser.exchange().headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(browser.get("/segments").headers().firstValue("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void segmentsAreListedAddedRenamedAndDeleted() throws Exception {
        assertThat(send("POST", "segments?tenant=other", "{\"id\":\"a/b\",\"name\":\"A\"}")
                        .body())
                .isEqualTo("{\"id\":\"a/b\",\"name\":\"A\",\"status\":\"active\"}");
        HttpResponse<String> made = send("POST", "segments", "{\"name\":\"B\",\"status\":\"draft\"}");
        assertThat(made.statusCode()).isEqualTo(201);
        String id = Browser.ids(made.body()).get(0);

        assertThat(send("PATCH", "segments?tenant=other&id=a%2Fb", "{\"name\":\"Ä\"}")
                        .body())
                .isEqualTo("{\"id\":\"a/b\",\"name\":\"Ä\",\"status\":\"active\"}");
        assertThat(send("GET", "segments?tenant=other&offset=3", "").body())
                .isEqualTo("{\"tenant\":\"other\",\"total\":4,\"data\":["
                        + "{\"id\":\"a/b\",\"name\":\"Ä\",\"status\":\"active\"}]}");
        assertThat(send("DELETE", "segments?id=" + id, "").body())
                .isEqualTo("{\"id\":\"" + id + "\",\"name\":\"B\",\"status\":\"draft\"}");
        assertThat(send("DELETE", "segments?id=" + id, "").statusCode()).isEqualTo(404);
        assertThat(Browser.ids(send("GET", "segments?limit=1000", "").body())).hasSize(30);
        assertThat(send("GET", "segments?offset=2147483647&limit=1000", "").body())
                .endsWith("\"data\":[]}");
    }

    @Test
    void aSegmentIsAddedWithAnyFurtherFields() throws Exception {
        String body = "{\"id\":\"a\",\"name\":\"A\",\"tier\":\"gold\",\"x\":{\"y\":[1.50,null,false]}}";
        String served =
                "{\"id\":\"a\",\"name\":\"A\",\"status\":\"active\",\"tier\":\"gold\",\"x\":{\"y\":[1.50,null,false]}}";

        assertThat(send("POST", "segments?tenant=other", body).body()).isEqualTo(served);

        assertThat(send("GET", "segments?tenant=other&offset=3", "").body()).endsWith("[" + served + "]}");
    }

    @Test
    void theClockAdvancesAndIsSet() throws Exception {
        assertThat(send("POST", "clock", "{\"set\":\"2026-11-01T00:00:00Z\"}").body())
                .endsWith("\"now\":\"2026-11-01T00:00:00Z\"}");
        assertThat(send("POST", "clock", "{\"advance\":\"PT1H\"}").body()).contains("2026-11-01T01:00:00Z");
        assertThat(send("POST", "clock", "{\"advance\":\"90m\"}").body()).contains("2026-11-01T02:30:00Z");
        assertThat(send("GET", "health", "").body()).contains("2026-11-01T02:30:00Z");
    }

    @Test
    void aTokenIsIssuedForATenantAndExpiresAfterItsLifeOrAtOnce() throws Exception {
        HttpResponse<String> made = send("POST", "token?tenant=other", "");
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.body())
                .startsWith("{\"tenant\":\"other\",\"accessToken\":\"sandbox-")
                .endsWith("\",\"life\":\"PT1H\"}");
        assertThat(statusWith(made.body(), "other")).isEqualTo(200);
        String brief = send("POST", "token", "{\"life\":\"5s\"}").body();
        assertThat(statusWith(brief, "acme")).isEqualTo(200);
        sandbox.clock().advance(Duration.ofSeconds(5));
        assertThat(statusWith(brief, "acme")).isEqualTo(401);

        assertThat(send("DELETE", "token", "").body()).isEqualTo("{\"expired\":true}");
        assertThat(statusWith(made.body(), "other")).isEqualTo(401);
        assertThat(statusWith(send("POST", "token", "").body(), "acme")).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
      GET    | health?x=1             |                            | "x" is unknown here; there is none
      POST   | reset                  | {"x":1}                    | "x" is unknown here
      GET    | requests?since=-1      |                            | from 0 to 9223372036854775807
      GET    | requests?limit=1001    |                            | from 1 to 1000
      GET    | requests?last=0        |                            | from 1 to 1000
      GET    | requests?last=1&limit=1 |                           | "limit" is unknown here; there is since, last
      GET    | requests?since=1&since=2 |                          | is given 2 times
      GET    | requests?nope=1        |                            | there is since, last, limit
      POST   | faults                 | {}                         | "fault" is missing
      POST   | faults                 | {"fault":"x"}              | there is status, latency
      POST   | faults                 | {"fault":"status"}         | "status" is missing
      POST   | faults                 | {"fault":"status","status":200} | from 400 to 599, not 200
      POST   | faults                 | {"fault":"status","status":"503"} | a whole number
      POST   | faults                 | {"fault":"status","status":503.5} | a whole number
      POST   | faults                 | {"fault":"status","status":1e999999999} | a whole number
      POST   | faults                 | {"fault":"gzip","pause":1} | "pause" is unknown here
      POST   | faults                 | {"fault":"gzip","times":0} | from 1 to 2147483647
      POST   | faults                 | {"fault":"gzip","probability":1.1} | from 0 to 1
      POST   | faults                 | {"fault":"gzip","always":false} | must be true
      POST   | faults                 | {"fault":"gzip","endpoint":"all"} | must be segments or token
      POST   | faults                 | {"faults":[{"fault":"gzip","endpoint":"token"}]} | "endpoint" is unknown here
      POST   | faults                 | {"fault":"gzip","always":true,"times":1} | one of times, always
      POST   | faults                 | {"faults":[]}              | one object or more
      POST   | faults                 | {"faults":[1]}             | one object or more
      POST   | faults                 | {"faults":["gzip"],"fault":"gzip"} | "fault" is unknown
      POST   | faults                 | {"fault":"latency","latency":200} | a time such as
      POST   | faults                 | {"fault":"latency","latency":"PT25H"} | to PT24H
      POST   | faults                 | {"fault":"redirect","redirect":"a b"} | an address
      POST   | faults                 | {"fault":"deprecated","deprecated":"now","sunset":"later"} | an instant
      POST   | faults                 | {"fault":"gzip","times":null} | not null
      GET    | requests?since=9223372036854775808 |               | to 9223372036854775807
      POST   | segments               | {"name":""}                | not empty
      POST   | segments?x=1           | {"name":"A"}               | "x" is unknown here; there is tenant
      POST   | segments               | {"name":"A","status":7}    | "status" must be a text
      PATCH  | segments?id=x          | {"name":"A","tier":"gold"} | "tier" is unknown here; there is name
      POST   | segments?tenant=none   | {"name":"A"}               | there is acme, other
      PATCH  | segments               | {"name":"A"}               | parameter "id" is missing
      GET    | segments?limit=0       |                            | from 1 to 1000
      GET    | segments?offset=x      |                            | from 0
      POST   | clock                  | {}                         | either advance or set
      POST   | clock                  | {"advance":"-PT1H"}        | a time such as
      POST   | clock                  | {"advance":"P3660000D"}    | ends with the year 9999
      POST   | clock                  | {"set":"1969-01-01T00:00:00Z"} | from 1970
      POST   | clock                  | {"advance":"1h","set":"2026-11-01T00:00:00Z"} | either advance or set
      POST   | clock                  | {"faster":2}               | there is advance, set
      POST   | token                  | {"expire":true}            | "expire" is unknown here; there is life
      POST   | token                  | {"life":"P366D"}           | a time such as
      DELETE | token                  | {"life":"1s"}              | "life" is unknown here
      POST   | token                  | [1]                        | line 1, column 1: here a { is missing
      POST   | token                  | {"life":"1s"} x            | nothing may follow
      POST   | token                  | {"life":tru}               | a value is missing
      """)
    void anInvalidRequestIsRefusedWithWhatIsAllowedAndChangesNothing(
            String method, String path, String body, String said) throws Exception {
        Instant start = Instant.now();

        HttpResponse<String> answer = send(method, path, body == null ? "" : body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"status\":400,\"message\":\"").contains(said.replace("\"", "\\\""));
        assertThat(send("GET", "faults", "").body()).contains("\"seed\":42,\"rules\":[]");
        assertThat(sandbox.segments().size()).isEqualTo(30);
        assertThat(sandbox.clock().instant()).isBetween(start, Instant.now());
    }

    @Test
    void anUnknownPathListsThePathsAndAnotherMethodTheAllowedOnes() throws Exception {
        HttpResponse<String> unknown = send("GET", "nothing", "");
        HttpResponse<String> method = send("DELETE", "clock", "");

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("GET /_sandbox/health", "GET|POST|PATCH|DELETE /_sandbox/segments");
        assertThat(send("GET", "", "").body()).contains("\"POST|DELETE /_sandbox/token\"");
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(method.headers().firstValue("Allow")).hasValue("POST");
        assertThat(send("HEAD", "reset", "").statusCode()).isEqualTo(405);
        assertThat(send("OPTIONS", "reset", "").statusCode()).isEqualTo(405);
    }

    @Test
    void healthAnswersHeadRequestsToo() throws Exception {
        HttpResponse<String> head = send("HEAD", "health", "");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/_sandbox/health", "/../_sandbox/health", "/%2e%2e/_sandbox/health"})
    void itCannotBeReachedUnderTheBasePathOfTheApi(String path) throws Exception {
        HttpResponse<String> answer = browser.get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("request_id");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "LOCALHOST:1, 200",
        "127.0.0.1:65535, 200",
        "127.1.2.3, 200",
        "[::1]:8080, 200",
        "evil.example, 421",
        "127.0.0.1.evil.example, 421",
        "localhost.evil.example:8080, 421",
        "evil.localhost, 421",
        "127.0.0.1@evil.example, 400",
        "0.0.0.0, 421",
        "192.168.0.1:8080, 421",
        "'', 400"
    })
    void onlyALoopbackHostIsAnswered(String host, int status) throws Exception {
        assertThat(raw("Host: " + host + "\r\n")).startsWith("HTTP/1.1 " + status + " ");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080, 200",
        "http://127.0.0.1:3000, 403",
        "http://localhost:8080, 403",
        "https://127.0.0.1:8080, 403",
        "https://evil.example, 403",
        "null, 403"
    })
    void onlyPagesOfTheSandboxItselfAreAnswered(String origin, int status) throws Exception {
        assertThat(raw("Host: 127.0.0.1:8080\r\nOrigin: " + origin + "\r\n")).startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void twoHostsOrABodyThatIsTooLongAreRefused() throws Exception {
        assertThat(raw("Host: localhost\r\nHost: evil.example\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(send("POST", "reset", " ".repeat(65_537)).statusCode()).isEqualTo(413);
        assertThat(sandbox.requests().all()).isEmpty();
    }

    private List<String> numbers(String query) throws Exception {
        List<String> numbers = new ArrayList<>();
        Pattern.compile("\"number\":(\\d+)")
                .matcher(send("GET", "requests" + query, "").body())
                .results()
                .forEach(found -> numbers.add(found.group(1)));
        return numbers;
    }

    private int statusWith(String made, String tenant) throws Exception {
        String token = made.replaceAll(".*\"accessToken\":\"([^\"]*)\".*", "$1");
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/segments"))
                .header("Authorization", "Bearer " + token)
                .header("amperity-tenant", tenant)
                .header("api-version", "2024-04-01")
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + sandbox.port() + "/_sandbox/" + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String raw(String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET /_sandbox/health HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
