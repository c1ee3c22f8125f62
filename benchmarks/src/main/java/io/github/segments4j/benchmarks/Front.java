package io.github.segments4j.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Stands before a sandbox as the network does: it holds each request back for a while before the sandbox
 * counts it, and remembers when that was and what came of it.
 */
final class Front implements AutoCloseable {
    /** A request, when the sandbox had it, of {@link System#nanoTime()}, and what came of it. */
    record Passage(String tenant, long nanos, int status) {
        boolean refused() {
            return status == 429;
        }
    }

    private final Sandbox sandbox;
    private final Supplier<Duration> delay;
    private final Collection<Passage> passages = new ConcurrentLinkedQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "front");
        thread.setDaemon(true);
        return thread;
    });

    static {
        // Read once, when the JDK's server loads: without it, JDK 17 holds each answer back for 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;

    Front(Sandbox sandbox, Supplier<Duration> delay) throws IOException {
        this.sandbox = sandbox;
        this.delay = delay;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api";
    }

    List<Passage> passages() {
        return List.copyOf(passages);
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            Thread.sleep(delay.get().toMillis());
            long nanos = System.nanoTime();
            HttpResponse<byte[]> answer = http.send(forward(exchange), HttpResponse.BodyHandlers.ofByteArray());
            passages.add(
                    new Passage(exchange.getRequestHeaders().getFirst("amperity-tenant"), nanos, answer.statusCode()));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest forward(HttpExchange exchange) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + sandbox.port()).resolve(exchange.getRequestURI()));
        for (String name : List.of("Authorization", "amperity-tenant", "api-version")) {
            request.header(name, exchange.getRequestHeaders().getFirst(name));
        }
        return request.build();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
