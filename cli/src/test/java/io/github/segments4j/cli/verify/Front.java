package io.github.segments4j.cli.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Stands in front of a sandbox, and changes what is asked or answered: a vendor who has left the contract. */
final class Front implements AutoCloseable {
    /** Writes what UTF-8 can't hold, too. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** What the sandbox is asked with. */
    record Asked(String method, String path, String query, Map<String, String> headers, String body) {
        boolean has(String parameter) {
            return ("&" + query).contains("&" + parameter + "=");
        }

        String value(String parameter) {
            return has(parameter) ? ("&" + query).replaceFirst(".*&" + parameter + "=([^&]*).*", "$1") : "";
        }

        Asked with(String parameter, String value) {
            Asked without = without(parameter);
            String more = without.query.isEmpty() ? "" : without.query + "&";
            return new Asked(method, path, more + parameter + "=" + value, headers, body);
        }

        Asked without(String parameter) {
            String fewer =
                    ("&" + query).replaceAll("&" + parameter + "=[^&]*", "").replaceFirst("^&", "");
            return new Asked(method, path, fewer, headers, body);
        }

        Asked withHeader(String name, String value) {
            Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            more.putAll(headers);
            more.put(name, value);
            return new Asked(method, path, query, more, body);
        }

        Asked by(String otherMethod) {
            return new Asked(otherMethod, path, query, headers, body);
        }

        Asked at(String otherPath) {
            return new Asked(method, otherPath, query, headers, body);
        }
    }

    /**
     * What the front answers with.
     *
     * @param bytes of the body, a character each
     */
    record Answered(Asked to, int status, Map<String, String> headers, String bytes, boolean cut) {
        boolean isPage() {
            return status == 200 && text().contains("\"data\":[");
        }

        boolean isError() {
            return status >= 400;
        }

        byte[] body() {
            return bytes.getBytes(ISO_8859_1);
        }

        String text() {
            return new String(body(), UTF_8);
        }

        Answered withStatus(int other) {
            return new Answered(to, other, headers, bytes, cut);
        }

        Answered withHeader(String name, String value) {
            Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            more.putAll(headers);
            more.put(name, value);
            return new Answered(to, status, more, bytes, cut);
        }

        Answered withoutHeader(String name) {
            Map<String, String> fewer = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            fewer.putAll(headers);
            fewer.remove(name);
            return new Answered(to, status, fewer, bytes, cut);
        }

        Answered withBody(byte[] other) {
            return new Answered(to, status, headers, new String(other, ISO_8859_1), cut);
        }

        Answered withBody(String other) {
            return withBody(other.getBytes(UTF_8));
        }

        Answered cutShort() {
            return new Answered(to, status, headers, bytes, true);
        }

        Answered with(Consumer<ObjectNode> change) {
            try {
                ObjectNode json = (ObjectNode) JSON.readTree(body());
                change.accept(json);
                return withBody(JSON.writeValueAsBytes(json));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Sandbox sandbox;
    private final List<UnaryOperator<Asked>> questions = new ArrayList<>();
    private final List<UnaryOperator<Answered>> answers = new ArrayList<>();
    final List<String> failures = new CopyOnWriteArrayList<>();

    Front(Sandbox sandbox) throws IOException {
        this.sandbox = sandbox;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    Front asking(UnaryOperator<Asked> change) {
        questions.add(change);
        return this;
    }

    Front answering(Predicate<Answered> which, UnaryOperator<Answered> change) {
        answers.add(answer -> which.test(answer) ? change.apply(answer) : answer);
        return this;
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Asked asked = asked(exchange);
            Answered answer = answered(asked);
            for (UnaryOperator<Answered> change : answers) {
                answer = change.apply(answer);
            }
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body();
            long length = body.length == 0 ? -1 : body.length + (answer.cut() ? 10 : 0);
            exchange.sendResponseHeaders(answer.status(), length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
                exchange.getResponseBody().flush();
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            failures.add(String.valueOf(e));
        }
    }

    private static Asked asked(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        String query = exchange.getRequestURI().getRawQuery();
        return new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                query == null ? "" : query,
                headers,
                new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    }

    private Answered answered(Asked asked) throws IOException, InterruptedException {
        Asked question = asked;
        for (UnaryOperator<Asked> change : questions) {
            question = change.apply(question);
        }
        String query = question.query().isEmpty() ? "" : "?" + question.query();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + sandbox.port() + question.path() + query))
                .method(question.method(), HttpRequest.BodyPublishers.ofString(question.body()));
        Set<String> ownOfTheClient = Set.of("host", "connection", "content-length", "upgrade", "http2-settings");
        question.headers().forEach((name, value) -> {
            if (!ownOfTheClient.contains(name.toLowerCase(Locale.ROOT))) {
                request.header(name, value);
            }
        });
        HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
        headers.remove("content-length");
        headers.remove("date");
        return new Answered(asked, response.statusCode(), headers, new String(response.body(), ISO_8859_1), false);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
