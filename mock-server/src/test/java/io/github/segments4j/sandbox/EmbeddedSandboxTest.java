package io.github.segments4j.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segments4j.sandbox.data.SeededSegments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedSandboxTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @Test
    void itAnswersOverTheNetworkWithJsonAndTheVendorsErrors() throws Exception {
        try (Sandbox sandbox = Sandbox.builder().segments(3).start()) {
            HttpResponse<String> page = send(sandbox, "GET", "/segments?limit=2");
            HttpResponse<String> missing = send(sandbox, "GET", "/nothing");
            HttpResponse<String> head = send(sandbox, "HEAD", "/segments");

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(page.body()).contains("next_token");
            assertThat(missing.statusCode()).isEqualTo(404);
            assertThat(missing.body()).contains("\"status\":404");
            assertThat(head.statusCode()).isEqualTo(405);
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void concurrentCallersAreAnswered() {
        try (Sandbox sandbox = Sandbox.builder().rateLimit(Limit.NONE).start()) {
            List<Integer> statuses = IntStream.range(0, 200)
                    .parallel()
                    .mapToObj(i -> send(sandbox, "GET", "/segments").statusCode())
                    .toList();

            assertThat(statuses).containsOnly(200);
        }
    }

    @Test
    void theLimitIsTheConfiguredOne() {
        try (Sandbox sandbox =
                Sandbox.builder().rateLimit(Limit.BUCKET).requestsPerSecond(2).start()) {
            sandbox.clock().set(Instant.parse("2026-11-01T00:00:00Z"));
            assertThat(send(sandbox, "GET", "/segments").statusCode()).isEqualTo(200);
            assertThat(send(sandbox, "GET", "/segments").statusCode()).isEqualTo(200);
            assertThat(send(sandbox, "GET", "/segments").body()).contains("the limit is 2 a second");

            sandbox.clock().advance(Duration.ofMillis(500));

            assertThat(send(sandbox, "GET", "/segments").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aPageIsNeverLongerThanTheLargestOne() {
        try (Sandbox sandbox = Sandbox.builder().maxPageSize(3).start()) {
            for (String limit : List.of("", "?limit=4", "?limit=2147483647")) {
                String page = send(sandbox, "GET", "/segments" + limit).body();

                assertThat(page).contains("next_token").containsPattern("(\"id\"[^}]*}[^}]*){3}]");
            }
            assertThat(send(sandbox, "GET", "/segments?limit=2").body().split("\"id\"", -1))
                    .hasSize(3);
        }
    }

    @Test
    void theDateOfAResponseAndOfARetryAfterComeFromTheSameClock() {
        try (Sandbox sandbox = Sandbox.builder()
                .requestsPerSecond(1)
                .retryAfter(RetryAfter.DATE)
                .start()) {
            for (String time : List.of("2031-05-06T07:08:09Z", "1999-12-31T23:59:59Z")) {
                sandbox.clock().set(Instant.parse(time));
                send(sandbox, "GET", "/segments");

                HttpResponse<String> refused = send(sandbox, "GET", "/segments");

                assertThat(refused.statusCode()).isEqualTo(429);
                assertThat(date("Date", refused)).isEqualTo(time);
                assertThat(date("Retry-After", refused))
                        .isEqualTo(Instant.parse(time).plusSeconds(2));
            }
        }
    }

    private static Instant date(String header, HttpResponse<String> response) {
        return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(
                response.headers().firstValue(header).orElseThrow()));
    }

    @Test
    void anAllowedHostIsServedEverywhereAndNoOtherIs() throws Exception {
        try (Sandbox sandbox =
                Sandbox.builder().allowedHost("Sandbox_1.internal").start()) {
            sandbox.serve("/", Map.of(), "page");
            for (String path : List.of("/", "/api/segments", "/_sandbox/health")) {
                assertThat(status(sandbox, path, "sandbox_1.internal:80")).isNotEqualTo(421);
                assertThat(status(sandbox, path, "evil.example")).isEqualTo(421);
            }
        }
        for (String host : List.of("", "a b", "http://a", "a:80", "u@a", "*")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Sandbox.builder().allowedHost(host))
                    .withMessageContaining("without a scheme and a port");
        }
    }

    private static int status(Sandbox sandbox, String path, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.port())) {
            socket.setSoTimeout(20_000);
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ", -1)[1]);
        }
    }

    @Test
    void segmentsAreListedInJavaAsTheyAreServed() throws Exception {
        Path file = Files.writeString(folder.resolve("x.ndjson"), """
                {"id":"a","name":"A","status":"draft","tier":7}
                {"id":"b","name":"B","tags":["x",null]}
                {"id":"c","name":"C"}
                """);
        try (Sandbox sandbox = Sandbox.builder().data(file).start()) {
            SandboxSegments segments = sandbox.segments();
            List<SandboxSegment> atStart = segments.list();
            segments.delete("a");
            segments.rename("c", "VIP \ud83d");
            segments.add("d", "D", "active");

            assertThat(atStart).extracting(SandboxSegment::name).containsExactly("A", "B", "C");
            assertThat(atStart.get(0).status()).hasValue("draft");
            assertThat(atStart.get(0).fields()).containsEntry("tier", new BigDecimal(7));
            assertThat(atStart.get(1).fields().get("tags")).isEqualTo(List.of("x", Optional.empty()));
            assertThat(atStart.get(1).status()).isEmpty();
            assertThat(segments.list()).extracting(SandboxSegment::id).containsExactly("b", "c", "d");
            assertThat(segments.list()).extracting(SandboxSegment::name).containsExactly("B", "VIP \ud83d", "D");
            assertThat(send(sandbox, "GET", "/segments").body()).contains("\"name\":\"VIP \\ud83d\"");
        }
    }

    @Test
    void limitsAndTokensFollowTheClock() {
        try (Sandbox sandbox = Sandbox.builder()
                .requestsPerSecond(1)
                .accessTokenLife(Duration.ofMinutes(90))
                .start()) {
            sandbox.clock().set(Instant.parse("2026-11-01T00:00:00Z"));
            String page = nextToken(send(sandbox, "GET", "/segments"));
            assertThat(send(sandbox, "GET", "/segments").statusCode()).isEqualTo(429);
            HttpResponse<String> issued = exchange(sandbox, sandbox.tenant(sandbox.tenant()));
            assertThat(issued.body()).contains("\"expires_in\":5400");
            String token = accessToken(issued);

            sandbox.clock().advance(Duration.ofMinutes(60).minusSeconds(1));
            assertThat(list(sandbox, token, "acme", "?next_token=" + page).statusCode())
                    .isEqualTo(200);
            sandbox.clock().advance(Duration.ofSeconds(1));
            assertThat(list(sandbox, token, "acme", "?next_token=" + page).statusCode())
                    .isEqualTo(400);
            sandbox.clock().advance(Duration.ofMinutes(30));
            assertThat(list(sandbox, token, "acme", "").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void eachTenantHasItsOwnDataCredentialsAndLimit() {
        try (Sandbox sandbox = Sandbox.builder()
                .segments(3)
                .anotherTenant("other", 2)
                .requestsPerSecond(1)
                .start()) {
            sandbox.clock().set(Instant.parse("2026-11-01T00:00:00Z"));
            SandboxTenant other = sandbox.tenant("other");
            String first = accessToken(exchange(sandbox, sandbox.tenant("acme")));
            String second = accessToken(exchange(sandbox, other));

            assertThat(list(sandbox, first, "other", "").statusCode()).isEqualTo(403);
            assertThat(list(sandbox, second, "acme", "").statusCode()).isEqualTo(403);
            assertThat(list(sandbox, second, "nobody", "").statusCode()).isEqualTo(403);
            assertThat(list(sandbox, sandbox.accessToken(), "other", "").statusCode())
                    .isEqualTo(403);

            HttpResponse<String> ours = list(sandbox, first, "acme", "?limit=1&with_total=true");
            HttpResponse<String> theirs = list(sandbox, other.accessToken(), "other", "?limit=1&with_total=true");
            assertThat(ours.body()).contains("\"total\":3");
            assertThat(theirs.body()).contains("\"total\":2");
            assertThat(list(sandbox, second, "other", "").statusCode()).isEqualTo(429);

            sandbox.clock().advance(Duration.ofSeconds(1));
            assertThat(list(sandbox, second, "other", "?next_token=" + nextToken(ours))
                            .body())
                    .contains("\"status\":400", "not one that this server gave for this tenant");
            sandbox.clock().advance(Duration.ofSeconds(1));
            assertThat(list(sandbox, second, "other", "?next_token=" + nextToken(theirs))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(sandbox.segments()).isSameAs(sandbox.tenant("acme").segments());
        }
    }

    @Test
    void anApiKeyOfOneTenantIsNotValidForAnother() {
        try (Sandbox sandbox = Sandbox.builder().anotherTenant("other", 2).start()) {
            SandboxTenant other = sandbox.tenant("other");

            assertThat(exchange(sandbox, "acme", other.clientId(), other.clientSecret())
                            .statusCode())
                    .isEqualTo(401);
            assertThat(exchange(sandbox, "nobody", other.clientId(), other.clientSecret())
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void aDuplicateOrUnknownTenantIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sandbox.builder().anotherTenant("acme", 1).start())
                .withMessage("There are two tenants with the name acme");
        try (Sandbox sandbox = Sandbox.builder().start()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sandbox.tenant("other"))
                    .withMessage("There is no tenant other; there is acme");
        }
    }

    @Test
    void expiredAccessTokensAreRenewedAndThePermanentOneStaysValid() {
        try (Sandbox sandbox = Sandbox.builder().start()) {
            String token = accessToken(exchange(sandbox, sandbox.tenant("acme")));

            sandbox.expireAccessTokens();

            assertThat(list(sandbox, token, "acme", "").statusCode()).isEqualTo(401);
            assertThat(send(sandbox, "GET", "/segments").statusCode()).isEqualTo(200);
            String next = accessToken(exchange(sandbox, sandbox.tenant("acme")));
            assertThat(list(sandbox, next, "acme", "").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aResetRestoresTheOriginalState() {
        try (Sandbox sandbox = Sandbox.builder()
                .segments(3)
                .anotherTenant("other", 2)
                .requestsPerSecond(1)
                .start()) {
            String token = accessToken(exchange(sandbox, sandbox.tenant("acme")));
            String page = nextToken(send(sandbox, "GET", "/segments?limit=2"));
            sandbox.clock().advance(Duration.ofSeconds(1));
            String before = send(sandbox, "GET", "/segments?limit=3").body();
            sandbox.segments().add("Added");
            sandbox.tenant("other").segments().add("id", "Added", "active");
            sandbox.clock().set(Instant.EPOCH);
            Instant now = Instant.now();

            sandbox.reset();

            assertThat(sandbox.clock().instant()).isBetween(now, Instant.now());
            assertThat(sandbox.segments().size()).isEqualTo(3);
            assertThat(sandbox.tenant("other").segments().size()).isEqualTo(2);
            assertThat(send(sandbox, "GET", "/segments").body()).isEqualTo(before);
            sandbox.clock().advance(Duration.ofSeconds(1));
            assertThat(send(sandbox, "GET", "/segments?next_token=" + page).statusCode())
                    .isEqualTo(400);
            assertThat(list(sandbox, token, "acme", "").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void closingFreesThePortAndATakenPortIsNamed() {
        Sandbox first = Sandbox.builder().start();
        int port = first.port();
        assertThatThrownBy(() -> Sandbox.builder().port(port).start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("port " + port)
                .hasMessageContaining("Choose another port; 0 is any free one")
                .hasMessageNotContaining("one of this machine");

        first.close();
        first.close();

        Sandbox.builder().port(port).start().close();
    }

    @Test
    void anInvalidSettingIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Sandbox.builder().port(65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> Sandbox.builder().port(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> Sandbox.builder().segments(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> Sandbox.builder().tenant("a/b"));
        assertThatIllegalArgumentException().isThrownBy(() -> Sandbox.builder().requestsPerSecond(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Sandbox.builder().maxPageSize(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Sandbox.builder().anotherTenant("a/b", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Sandbox.builder().anotherTenant("b", -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sandbox.builder().accessTokenLife(Duration.ofMillis(999)));
        assertThatIllegalArgumentException().isThrownBy(() -> Sandbox.builder().accessTokenLife(Duration.ofDays(366)));
    }

    @Test
    void aMillionSegmentsAreServed() {
        try (Sandbox sandbox = Sandbox.builder().segments(1_000_000).start()) {
            assertThat(sandbox.segments().size()).isEqualTo(1_000_000);
            assertThat(new SeededSegments(1_000_000, 42).get(500_000).name()).endsWith("500001");
            assertThat(send(sandbox, "GET", "/segments?with_total=true&limit=1").body())
                    .contains("\"total\":1000000");
        }
    }

    private HttpResponse<String> send(Sandbox sandbox, String method, String path) {
        return send(request(sandbox, sandbox.accessToken(), sandbox.tenant(), path)
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private HttpResponse<String> list(Sandbox sandbox, String token, String tenant, String query) {
        return send(request(sandbox, token, tenant, "/segments" + query));
    }

    private HttpResponse<String> exchange(Sandbox sandbox, SandboxTenant tenant) {
        return exchange(sandbox, tenant.name(), tenant.clientId(), tenant.clientSecret());
    }

    private HttpResponse<String> exchange(Sandbox sandbox, String tenant, String id, String secret) {
        String form = "grant_type=client_credentials&client_id=" + id + "&client_secret=" + secret;
        return send(HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/v0/oauth2/token"))
                .header("X-Amperity-Tenant", tenant)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private static HttpRequest.Builder request(Sandbox sandbox, String token, String tenant, String path) {
        return HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path))
                .header("Authorization", "Bearer " + token)
                .header("amperity-tenant", tenant)
                .header("api-version", "2024-04-01");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String nextToken(HttpResponse<String> page) {
        return field("next_token", page);
    }

    private static String accessToken(HttpResponse<String> issued) {
        return field("access_token", issued);
    }

    private static String field(String name, HttpResponse<String> answer) {
        Matcher found = Pattern.compile('"' + name + "\":\"([^\"]+)").matcher(answer.body());
        assertThat(found.find()).as(answer.body()).isTrue();
        return found.group(1);
    }
}
