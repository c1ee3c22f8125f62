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

/** A proxy before a sandbox that changes requests or responses, like a vendor that has left the contract. */
final class TamperingProxy implements AutoCloseable {
    /** Escapes lone surrogates, which UTF-8 can't encode. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** A request as the sandbox receives it. */
    record Request(String method, String path, String query, Map<String, String> headers, String body) {
        boolean has(String parameter) {
            return ("&" + query).contains("&" + parameter + "=");
        }

        String value(String parameter) {
            return has(parameter) ? ("&" + query).replaceFirst(".*&" + parameter + "=([^&]*).*", "$1") : "";
        }

        Request with(String parameter, String value) {
            Request without = without(parameter);
            String more = without.query.isEmpty() ? "" : without.query + "&";
            return new Request(method, path, more + parameter + "=" + value, headers, body);
        }

        Request without(String parameter) {
            String fewer =
                    ("&" + query).replaceAll("&" + parameter + "=[^&]*", "").replaceFirst("^&", "");
            return new Request(method, path, fewer, headers, body);
        }

        Request withHeader(String name, String value) {
            Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            more.putAll(headers);
            more.put(name, value);
            return new Request(method, path, query, more, body);
        }

        Request withMethod(String otherMethod) {
            return new Request(otherMethod, path, query, headers, body);
        }

        Request withPath(String otherPath) {
            return new Request(method, otherPath, query, headers, body);
        }
    }

    /**
     * A response as the proxy sends it.
     *
     * @param request the request that the client sent
     * @param bytes the body, one character for each byte
     * @param cut whether to end the connection before the whole body is sent
     */
    record Response(Request request, int status, Map<String, String> headers, String bytes, boolean cut) {
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

        Response withStatus(int other) {
            return new Response(request, other, headers, bytes, cut);
        }

        Response withHeader(String name, String value) {
            Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            more.putAll(headers);
            more.put(name, value);
            return new Response(request, status, more, bytes, cut);
        }

        Response withoutHeader(String name) {
            Map<String, String> fewer = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            fewer.putAll(headers);
            fewer.remove(name);
            return new Response(request, status, fewer, bytes, cut);
        }

        Response withBody(byte[] other) {
            return new Response(request, status, headers, new String(other, ISO_8859_1), cut);
        }

        Response withBody(String other) {
            return withBody(other.getBytes(UTF_8));
        }

        Response cutShort() {
            return new Response(request, status, headers, bytes, true);
        }

        Response with(Consumer<ObjectNode> change) {
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
    private final List<UnaryOperator<Request>> requestChanges = new ArrayList<>();
    private final List<UnaryOperator<Response>> responseChanges = new ArrayList<>();
    final List<String> failures = new CopyOnWriteArrayList<>();

    TamperingProxy(Sandbox sandbox) throws IOException {
        this.sandbox = sandbox;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    TamperingProxy changingRequests(UnaryOperator<Request> change) {
        requestChanges.add(change);
        return this;
    }

    TamperingProxy changingResponses(Predicate<Response> which, UnaryOperator<Response> change) {
        responseChanges.add(response -> which.test(response) ? change.apply(response) : response);
        return this;
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = request(exchange);
            Response response = respond(request);
            for (UnaryOperator<Response> change : responseChanges) {
                response = change.apply(response);
            }
            response.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = response.body();
            long length = body.length == 0 ? -1 : body.length + (response.cut() ? 10 : 0);
            exchange.sendResponseHeaders(response.status(), length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
                exchange.getResponseBody().flush();
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            failures.add(String.valueOf(e));
        }
    }

    private static Request request(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        String query = exchange.getRequestURI().getRawQuery();
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                query == null ? "" : query,
                headers,
                new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    }

    private Response respond(Request request) throws IOException, InterruptedException {
        Request changed = request;
        for (UnaryOperator<Request> change : requestChanges) {
            changed = change.apply(changed);
        }
        String query = changed.query().isEmpty() ? "" : "?" + changed.query();
        HttpRequest.Builder forwarded = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + sandbox.port() + changed.path() + query))
                .method(changed.method(), HttpRequest.BodyPublishers.ofString(changed.body()));
        Set<String> setByTheClient = Set.of("host", "connection", "content-length", "upgrade", "http2-settings");
        changed.headers().forEach((name, value) -> {
            if (!setByTheClient.contains(name.toLowerCase(Locale.ROOT))) {
                forwarded.header(name, value);
            }
        });
        HttpResponse<byte[]> response = http.send(forwarded.build(), HttpResponse.BodyHandlers.ofByteArray());
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
        headers.remove("content-length");
        headers.remove("date");
        return new Response(request, response.statusCode(), headers, new String(response.body(), ISO_8859_1), false);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
