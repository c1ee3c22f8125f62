package io.github.segments4j.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.segments4j.cli.verify.report.Report;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A mock that knows an OpenAPI document and no state, as Prism is: it checks the form of a request, takes the version from
 * the header only, and sends the same page and the same errors each time. Only what such a mock cannot do is reported.
 */
class StatelessMockTest {
    private static final List<String> OF_EVERY_MOCK = List.of(
            "breaks: limit-ignored",
            "new: total-not-asked-for",
            "informational: version-in-query-refused",
            "informational: trailing-slash-refused",
            "breaks: error-status-differs",
            "informational: request-id-missing",
            "breaks: wrong-access-token-accepted",
            "breaks: wrong-tenant-accepted",
            "informational: limit-zero-accepted",
            "new: negative-limit-accepted",
            "breaks: wrong-page-token-accepted",
            "breaks: content-type ErrorResponse");

    @Test
    void aMockWithoutPageTokens() throws IOException {
        assertThat(findings("")).containsExactlyInAnyOrderElementsOf(OF_EVERY_MOCK);
    }

    @Test
    void aMockWithTheSamePageTokenForEver() throws IOException {
        List<String> more = new ArrayList<>(OF_EVERY_MOCK);
        more.add("breaks: paging-does-not-end");

        assertThat(findings("ABC")).containsExactlyInAnyOrderElementsOf(more);
    }

    private static List<String> findings(String nextToken) throws IOException {
        HttpServer mock = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        mock.createContext("/", exchange -> answer(exchange, nextToken));
        mock.start();
        try (Sandbox credentials = Sandbox.builder().start()) {
            Report report = VerificationRunner.of(
                    "http://127.0.0.1:" + mock.getAddress().getPort(), credentials);
            assertThat(report.failure()).isEmpty();
            return VerificationRunner.titles(report);
        } finally {
            mock.stop(0);
        }
    }

    private static void answer(HttpExchange exchange, String nextToken) throws IOException {
        if (!exchange.getRequestURI().getPath().equals("/segments")) {
            send(exchange, 404, "application/problem+json", "{\"type\":\"?\",\"title\":\"no route\",\"status\":404}");
        } else if (!exchange.getRequestMethod().equals("GET")) {
            send(exchange, 405, "application/problem+json", "{\"type\":\"?\",\"title\":\"no method\",\"status\":405}");
        } else if (!header(exchange, "Authorization").matches("Bearer \\S+")) {
            sendError(exchange, 401);
        } else if (!isValid(exchange)) {
            sendError(exchange, 400);
        } else {
            String page = """
                    {"total": 2, "next_token": "%s", "data": [
                      {"id": "a", "name": "A", "status": "active"}, {"id": "b", "name": "B", "status": "active"}
                    ]}""".formatted(nextToken);
            send(exchange, 200, "application/json", page);
        }
    }

    private static boolean isValid(HttpExchange exchange) {
        String query = "&" + exchange.getRequestURI().getQuery();
        return header(exchange, "api-version").equals("2024-04-01")
                && !header(exchange, "amperity-tenant").isEmpty()
                && !query.matches(".*&limit=(?!-?\\d+(&|$)).*")
                && !query.matches(".*&with_total=(?!(true|false)(&|$)).*");
    }

    private static String header(HttpExchange exchange, String name) {
        return String.valueOf(
                exchange.getRequestHeaders().getOrDefault(name, List.of("")).get(0));
    }

    private static void sendError(HttpExchange exchange, int status) throws IOException {
        send(exchange, status, "application/json", "{\"status\":0,\"message\":\"string\"}");
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
