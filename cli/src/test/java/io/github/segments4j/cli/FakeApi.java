package io.github.segments4j.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that sends the responses of a test in their order, and repeats the last one. */
final class FakeApi implements AutoCloseable {
    private record Response(int status, String body, Map<String, String> headers) {}

    private final HttpServer server;
    private final Queue<Response> responses = new ArrayDeque<>();
    final List<String> requested = new CopyOnWriteArrayList<>();
    final List<String> authorizations = new CopyOnWriteArrayList<>();

    FakeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requested.add(exchange.getRequestURI().toString());
            authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
            Response response = responses.size() > 1 ? responses.remove() : responses.element();
            if (response.status() == 0) {
                return; // The exchange stays open.
            }
            byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
            response.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(response.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    FakeApi then(int status, String body, Map<String, String> headers) {
        responses.add(new Response(status, body, headers));
        return this;
    }

    FakeApi then(String page) {
        return then(200, page, Map.of());
    }

    /** From now on, accepts requests and never answers them. */
    FakeApi stalls() {
        return then(0, "", Map.of());
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
