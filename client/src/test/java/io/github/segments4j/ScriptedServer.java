package io.github.segments4j;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** Answers request after request as a test has written it down, and keeps what it was asked. */
final class ScriptedServer implements AutoCloseable {
    /** One request as it arrived: the query is raw. */
    record Asked(String method, String path, String rawPath, String query, Headers headers, String body) {}

    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    static {
        // Read once, when the JDK's server loads: without it, JDK 17 holds each answer back for 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    final List<Asked> asked = new CopyOnWriteArrayList<>();
    volatile Answer otherwise = text(500, "text/plain", "the script has ended");

    ScriptedServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    static Answer text(int status, String type, String body, Map<String, String> headers) {
        return bytes(status, type, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    static Answer bytes(int status, String type, byte[] body, Map<String, String> headers) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        };
    }

    static Answer text(int status, String type, String body) {
        return text(status, type, body, Map.of());
    }

    static Answer json(int status, String body) {
        return text(status, "application/json", body);
    }

    ScriptedServer then(Answer answer) {
        answers.add(answer);
        return this;
    }

    ScriptedServer then(String page) {
        return then(json(200, page));
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api";
    }

    SegmentsClientBuilder client(FakeTime time) {
        return new SegmentsClientBuilder(name -> null, time)
                .tenant("acme")
                .accessToken("a-secret-token")
                .baseUrl(url());
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        exchange.setAttribute("body", body);
        String query = exchange.getRequestURI().getRawQuery();
        asked.add(new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                exchange.getRequestURI().getRawPath(),
                query == null ? "" : query,
                exchange.getRequestHeaders(),
                body));
        Answer next = answers.poll();
        (next == null ? otherwise : next).to(exchange);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
