package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segments4j.sandbox.Sandbox;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The responses that a browser receives; {@link SandboxInChromiumTest} tests what it shows. */
class SandboxPageTest {
    private static final ClassLoader LIBRARIES = SandboxPage.class.getClassLoader();

    private Sandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = Sandbox.builder().segments(12).tenant("0123").start();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void thePageSaysThatItIsASandboxAndHowToConnect() throws Exception {
        servePage(sandbox, "0123");

        assertThat(get("/").body())
                .contains("<title>SANDBOX ", "made-up data")
                .contains(">" + sandbox.baseUrl() + "<", ">0123<", ">12<")
                .contains(">sandbox-access-token<", ">sandbox-client-id<", ">sandbox-client-secret<")
                .contains("<pre>curl -H 'amperity-tenant: 0123'")
                .contains(
                        "<pre>export AMPERITY_TENANT=0123 AMPERITY_ACCESS_TOKEN=sandbox-access-token AMPERITY_BASE_URL="
                                + sandbox.baseUrl() + "</pre>")
                .doesNotContain("{", "https:");
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html",
        "/sandbox.css, text/css",
        "/sandbox-docs.css, text/css",
        "/sandbox.js, text/javascript",
        "/sandbox-live.js, text/javascript",
        "/sandbox.svg, image/svg+xml",
        "/segments.yaml, application/yaml",
        "/swagger-ui.css, text/css",
        "/swagger-ui.js, text/javascript"
    })
    void eachResourceHasItsTypeAndLoadsNothingFromOtherHosts(String path, String type) throws Exception {
        servePage(sandbox, "0123");

        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(type + "; charset=utf-8");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'; script-src 'self';")
                .doesNotContain("unsafe", "http", "*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sandbox.html",
                "/index.html",
                "/swagger-ui.css/",
                "/SANDBOX.css",
                "//",
                "//sandbox.css",
                "/./sandbox.css",
                "/..%2fsandbox.css",
                "/%2e%2e/sandbox.css",
                "/../sandbox.css",
                "/..%5csandbox.css",
                "/%2fsandbox.css",
                "/sandbox.css%00",
                "/../../../etc/passwd",
                "/META-INF/MANIFEST.MF",
                "/io/github/segments4j/contract/segments.yaml",
                "/api",
                "/api/",
                "/api/..",
                "/api/sandbox.css"
            })
    void otherPathsAreNotServed(String path) throws Exception {
        servePage(sandbox, "0123");

        assertThat(statusLine(path)).matches("HTTP/1.1 (400|404) .*");
    }

    @Test
    void theContractIsAdaptedToTheSandbox() throws Exception {
        servePage(sandbox, "0123");
        String contract;
        try (InputStream in = LIBRARIES.getResourceAsStream("io/github/segments4j/contract/segments.yaml")) {
            contract = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }

        String served = get("/segments.yaml").body();

        assertThat(served).contains("\nservers:\n  - url: /api\n").doesNotContain("app.amperity.com", "}.amperity.com");
        assertThat(served.lines()
                        .filter(line -> !contract.contains(line + "\n"))
                        .map(String::strip))
                .containsExactly(
                        "title: Amperity segments API (SANDBOX)",
                        "- url: /api",
                        "description: This sandbox, with made-up data.",
                        "example: '0123'",
                        "example: '0123'",
                        "example: 'client_credentials'",
                        "example: 'sandbox-client-id'",
                        "example: 'sandbox-client-secret'");
        assertThat(contract.lines()
                        .filter(line -> !served.contains(line + "\n"))
                        .map(String::strip))
                .contains("title: Amperity segments API", "example: acme", "example: ABCd1fghIJk2l3M");
    }

    @Test
    void eachTenantHasAPageAndAContractWithItsCredentials() throws Exception {
        try (Sandbox both =
                Sandbox.builder().tenant("a").anotherTenant("api", 3).start()) {
            servePage(both, "a", "api");
            String url = "http://127.0.0.1:" + both.port();

            String first = get(URI.create(url + "/")).body();
            String second = get(URI.create(url + "/tenant-api")).body();
            String document = get(URI.create(url + "/tenant-api.yaml")).body();

            assertThat(first)
                    .contains("<nav aria-label=\"Tenants\" >", "<a href=\"/\" aria-current=\"page\">a</a>")
                    .contains("<a href=\"/tenant-api\">api</a>")
                    .doesNotContain("sandbox-access-token-api");
            assertThat(second)
                    .contains("<a href=\"/\">a</a> <a href=\"/tenant-api\" aria-current=\"page\">api</a>")
                    .contains(">api<", ">3<", ">sandbox-access-token-api<", ">sandbox-client-secret-api<")
                    .contains("<pre>curl -H 'amperity-tenant: api'", "data-contract=\"/tenant-api.yaml\"");
            assertThat(document)
                    .contains("example: 'api'", "example: 'sandbox-client-id-api'", "'sandbox-client-secret-api'");
        }
    }

    @Test
    void aSingleTenantHasNoTenantLinks() throws Exception {
        servePage(sandbox, "0123");

        assertThat(get("/").body()).contains("<nav aria-label=\"Tenants\" hidden>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "/api", "/api/segments", "/api/x", "/_sandbox", "/_sandbox/x"})
    void aPageCannotReplaceAPathOfTheApi(String path) {
        assertThatThrownBy(() -> sandbox.serve(path, Map.of(), ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("outside /api");
    }

    @Test
    void requestsForPagesAreNotCountedAsRequestsToTheApi() throws Exception {
        servePage(sandbox, "0123");

        get("/");
        get("/sandbox.css");

        sandbox.requests().assertCount(0);
        assertThat(get("/api/nothing").body()).contains("\"request_id\":\"sandbox-req-1\"");
    }

    @Test
    void aPageAcceptsNoPost() throws Exception {
        servePage(sandbox, "0123");
        HttpRequest post = HttpRequest.newBuilder(uri("/"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();

        assertThat(send(post).statusCode()).isEqualTo(405);
    }

    private static void servePage(Sandbox sandbox, String... tenants) throws IOException {
        new SandboxPage(sandbox, List.of(tenants)).serve();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return get(uri(path));
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return send(HttpRequest.newBuilder(uri).build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + sandbox.port() + path);
    }

    /** Uses a socket, since an HTTP client would normalize the path. */
    private String statusLine(String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }
}
