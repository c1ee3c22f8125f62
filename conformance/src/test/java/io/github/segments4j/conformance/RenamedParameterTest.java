package io.github.segments4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the clients of a contract whose paging parameter has another name. */
class RenamedParameterTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private Path contract;

    @BeforeEach
    void renameTheParameterInTheContract() throws IOException {
        String renamed = Files.readString(Clients.CONTRACT)
                .replace("parameter: next_token\n", "parameter: page-cursor\n")
                .replace("name: next_token\n", "name: page-cursor\n");
        contract = Files.writeString(folder.resolve("contract.yaml"), renamed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"go", "kotlin", "python", "rust", "typescript"})
    void everyGeneratedListingUsesTheNewName(String language) throws IOException {
        Clients.generate(language, contract, folder);

        String all = sources(folder);
        assertThat(all).contains("page-cursor");
        assertThat(all).containsPattern("page_cursor|pageCursor|PageCursor");
    }

    @Test
    void theJavaClientUsesTheNewName() throws IOException {
        Clients.generateJavaClient(contract, folder);

        assertThat(sources(folder))
                .contains("page-cursor={page-cursor}", "@feign.Param(\"page-cursor\") @Nullable String pageCursor")
                .doesNotContain("Param(\"next_token\")");
    }

    /** {@code -P ci -Dconformance.renamed=go,rust} selects the languages. Each one is built from scratch. */
    @Tag("slow")
    @ParameterizedTest
    @MethodSource("selected")
    void aListingReadsAllPagesWithTheNewName(String language) throws Exception {
        Driver driver = Driver.of(language, contract, Path.of("target/renamed"));
        assumeTrue(driver.missing().isEmpty(), language + " is skipped: this machine does not have its tools");
        driver.build();

        try (Sandbox sandbox =
                        Sandbox.builder().segments(250).rateLimit(Limit.NONE).start();
                DriverProcess process = driver.start()) {
            HttpServer proxy = renamingProxy(sandbox);
            try {
                ObjectNode options = JSON.createObjectNode()
                        .put("baseUrl", "http://127.0.0.1:" + proxy.getAddress().getPort() + "/api")
                        .put("tenant", sandbox.tenant())
                        .put("accessToken", sandbox.accessToken())
                        .put("share", 100)
                        .put("timeoutMillis", 30_000)
                        .put("deadlineMillis", 300_000)
                        .put("pauseAfter", 0);

                Outcome outcome = process.list(options, () -> 0, () -> {});

                assertThat(outcome.error()).as(outcome.message()).isNull();
                assertThat(outcome.rows()).hasSize(250).doesNotHaveDuplicates();
            } finally {
                proxy.stop(0);
            }
        }
    }

    static List<String> selected() {
        return List.of(System.getProperty("conformance.renamed", "python").split(",", -1));
    }

    /** A proxy in front of the sandbox. It accepts only the new name, and forwards the old one. */
    private static HttpServer renamingProxy(Sandbox sandbox) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        HttpClient http = HttpClient.newHttpClient();
        server.createContext("/", exchange -> {
            try (exchange) {
                HttpResponse<byte[]> answer =
                        http.send(forwarded(exchange, sandbox), HttpResponse.BodyHandlers.ofByteArray());
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
                exchange.getResponseBody().write(answer.body());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        return server;
    }

    private static HttpRequest forwarded(HttpExchange exchange, Sandbox sandbox) {
        String received = exchange.getRequestURI().getRawQuery();
        String query = received == null
                ? ""
                : "?" + received.replace("next_token=", "old_name=").replace("page-cursor=", "next_token=");
        return HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/segments" + query))
                .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
                .header("amperity-tenant", sandbox.tenant())
                .header("api-version", "2024-04-01")
                .build();
    }

    private static String sources(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(each -> each.toString().matches(".*\\.(go|java|kt|py|rs|ts)"))
                    .toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
