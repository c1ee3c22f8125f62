package io.github.segments4j.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser needs to let the scripts of a web application use the API. */
@Timeout(30)
class CorsTest {
    private static final String APPLICATION = "http://localhost:5173";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Sandbox sandbox =
            Sandbox.builder().cors(APPLICATION).requestsPerSecond(1).start();

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void aPreflightIsAnsweredAndCountsAsNoRequest() throws Exception {
        sandbox.clock().set(Instant.parse("2026-11-01T00:00:00Z"));
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = preflight("/api/segments", APPLICATION);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue(APPLICATION);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Methods"))
                    .hasValue("GET, POST");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Headers"))
                    .hasValue("amperity-tenant, api-version, authorization");
        }

        sandbox.requests().assertCount(0);
        assertThat(get("/api/segments", APPLICATION).statusCode()).isEqualTo(200);
    }

    @Test
    void scriptsMayReadPagesErrorsAndFaults() throws Exception {
        sandbox.clock().set(Instant.parse("2026-11-01T00:00:00Z"));
        sandbox.faults().next(Fault.status(503));

        HttpResponse<String> fault = get("/api/segments", APPLICATION);
        HttpResponse<String> limited = get("/api/segments", APPLICATION);
        HttpResponse<String> unknown = get("/api/nothing", APPLICATION);

        assertThat(fault.statusCode()).isEqualTo(503);
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(unknown.statusCode()).isEqualTo(404);
        for (HttpResponse<String> answer : List.of(fault, limited, unknown)) {
            assertIsReadable(answer.headers());
        }
    }

    private static void assertIsReadable(HttpHeaders headers) {
        assertThat(headers.firstValue("Access-Control-Allow-Origin")).hasValue(APPLICATION);
        assertThat(headers.firstValue("Access-Control-Expose-Headers").orElse(""))
                .contains("Retry-After", "Deprecation", "Sunset");
        assertThat(headers.firstValue("Vary")).hasValue("Origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:5174", "https://localhost:5173", "http://localhost:5173.evil.example", "null"})
    void scriptsOfOtherOriginsMayReadNothing(String origin) throws Exception {
        assertThat(preflight("/api/segments", origin).headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
        assertThat(get("/api/segments", origin).headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void theAdminInterfaceIsNotOpenedToThem() throws Exception {
        HttpResponse<String> preflight = preflight("/_sandbox/config", APPLICATION);
        HttpResponse<String> answer = get("/_sandbox/config", APPLICATION);

        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void itIsOffByDefault() throws Exception {
        try (Sandbox closed = Sandbox.builder().start()) {
            HttpResponse<String> answer = http.send(
                    request(closed, "/api/segments", APPLICATION).build(), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.headers().map().keySet()).noneMatch(name -> name.matches("(?i)access-control-.*|vary"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "*", "null", "localhost:5173", "http://localhost:5173/", "http://a b", "ftp://localhost"})
    void whatIsNoOriginIsRefused(String origin) {
        assertThatThrownBy(() -> Sandbox.builder().cors(origin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("such as http://localhost:5173, and nothing after them, not \"" + origin + '"');
    }

    private HttpResponse<String> preflight(String path, String origin) throws Exception {
        HttpRequest request = request(sandbox, path, origin)
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "amperity-tenant, api-version, authorization")
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String origin) throws Exception {
        HttpRequest request = request(sandbox, path, origin)
                .header("Authorization", "Bearer " + sandbox.accessToken())
                .header("amperity-tenant", sandbox.tenant())
                .header("api-version", "2024-04-01")
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(Sandbox sandbox, String path, String origin) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sandbox.port() + path))
                .header("Origin", origin);
    }
}
