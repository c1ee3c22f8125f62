package io.github.segments4j.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server of as many pages as a client asks for at once, one of them empty, that a test can stop at any. */
final class PagedApi implements AutoCloseable {
    static final int PAGES = 5;

    interface Turn {
        /** What the page is answered with: 200 as it should be, 0 not at all. */
        int status(int page);
    }

    private final HttpServer server;
    final List<Integer> asked = new CopyOnWriteArrayList<>();
    volatile Turn turn = page -> 200;
    /** What happens after each answer. */
    volatile Runnable answered = () -> {};

    PagedApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        int page = query.contains("next_token=") ? Integer.parseInt(query.replaceAll("\\D", "")) : 1;
        asked.add(page);
        int status = turn.status(page);
        if (status == 0) {
            return; // and the exchange stays open
        }
        byte[] body = (status == 200 ? body(page) : "{}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
        answered.run();
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
