package io.github.segments4j.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server with five pages, one of them without rows. A test decides how each page is answered. */
final class PagedApi implements AutoCloseable {
    static final int PAGES = 5;

    interface PageStatus {
        /** The status of the answer to a request for a page; 0 for no answer. */
        int of(int page);
    }

    private final HttpServer server;
    final List<Integer> requested = new CopyOnWriteArrayList<>();
    volatile PageStatus status = page -> 200;
    /** Runs after each answer. */
    volatile Runnable onAnswer = () -> {};

    PagedApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        int page = query.contains("next_token=") ? Integer.parseInt(query.replaceAll("\\D", "")) : 1;
        requested.add(page);
        int code = status.of(page);
        if (code == 0) {
            return; // The exchange stays open.
        }
        byte[] body = (code == 200 ? body(page) : "{}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
        onAnswer.run();
    }

    private static String body(int page) {
        String next = page == PAGES ? "" : "\"next_token\":\"page " + (page + 1) + "\",";
        String rows = page == 3
                ? ""
                : "{\"id\":\"a%1$d\",\"name\":\"Say \\\"hi\\\", %1$d\"},{\"id\":\"b%1$d\",\"name\":\"顧客 😀\\r\\n%1$d\",\"status\":\"x\"}"
                        .formatted(page);
        return "{" + next + "\"data\":[" + rows + "]}";
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
