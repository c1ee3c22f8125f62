package io.github.segments4j.cli.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.segments4j.sandbox.Sandbox;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A proxy before a sandbox that changes requests or responses, like a vendor that has left the contract. */
final class TamperingProxy implements AutoCloseable {
    /** Escapes lone surrogates, which UTF-8 can't encode. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final Set<String> SET_BY_THE_CLIENT =
            Set.of("host", "connection", "content-length", "upgrade", "http2-settings");

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

        Request withBody(String other) {
            return new Request(method, path, query, headers, other);
        }

        Request withPath(String otherPath) {
            return new Request(method, otherPath, query, headers, body);
        }
    }

    /** How the end of a body is told. */
    enum Framing {
        LENGTH,
        CHUNKED,
        CHUNKED_WITH_LENGTH,
        /** As HTTP/1.0 does. */
        UNTIL_CLOSE,
        /** The connection ends before the whole body is sent. */
        CUT
    }

    /**
     * A response as the proxy sends it.
     *
     * @param request the request that the client sent
     * @param bytes the body, one character for each byte
     */
    record Response(Request request, int status, Map<String, List<String>> headers, String bytes, Framing framing) {
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
            return new Response(request, other, headers, bytes, framing);
        }

        Response withHeader(String name, String... values) {
            Map<String, List<String>> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            more.putAll(headers);
            more.remove(name); // Its case may differ.
            more.put(name, List.of(values));
            return new Response(request, status, more, bytes, framing);
        }

        Response withoutHeader(String name) {
            return withHeader(name);
        }

        Response withBody(byte[] other) {
            return new Response(request, status, headers, new String(other, ISO_8859_1), framing);
        }

        Response withBody(String other) {
            return withBody(other.getBytes(UTF_8));
        }

        Response framed(Framing other) {
            return new Response(request, status, headers, bytes, other);
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

        private byte[] message() {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            StringBuilder head = new StringBuilder(
                    (framing == Framing.UNTIL_CLOSE ? "HTTP/1.0 " : "HTTP/1.1 ") + status + " Status\r\n");
            headers.forEach((name, values) -> values.forEach(
                    value -> head.append(name).append(": ").append(value).append("\r\n")));
            if (Set.of(Framing.LENGTH, Framing.CHUNKED_WITH_LENGTH).contains(framing)) {
                head.append("Content-Length: ").append(bytes.length()).append("\r\n");
            }
            if (framing == Framing.CUT) {
                head.append("Content-Length: ").append(bytes.length() + 10).append("\r\n");
            }
            boolean isChunked =
                    Set.of(Framing.CHUNKED, Framing.CHUNKED_WITH_LENGTH).contains(framing);
            if (isChunked) {
                head.append("Transfer-Encoding: chunked\r\n");
            }
            message.writeBytes(head.append("\r\n").toString().getBytes(UTF_8));
            String chunk = Integer.toHexString(bytes.length()) + "\r\n" + bytes + "\r\n0\r\n\r\n";
            String empty = "0\r\n\r\n";
            String sent = isChunked ? (bytes.isEmpty() ? empty : chunk) : bytes;
            message.writeBytes(sent.getBytes(ISO_8859_1));
            return message.toByteArray();
        }
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService connections = Executors.newCachedThreadPool();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Sandbox sandbox;
    private final List<UnaryOperator<Request>> requestChanges = new CopyOnWriteArrayList<>();
    private final List<UnaryOperator<Response>> responseChanges = new CopyOnWriteArrayList<>();
    final List<String> failures = new CopyOnWriteArrayList<>();

    TamperingProxy(Sandbox sandbox) throws IOException {
        this.sandbox = sandbox;
        connections.execute(this::accept);
    }

    /** Forgets all changes, so that another test can use it. */
    void reset() {
        requestChanges.clear();
        responseChanges.clear();
        failures.clear();
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
        return "http://127.0.0.1:" + server.getLocalPort() + "/api";
    }

    private void accept() {
        while (true) {
            try {
                Socket client = server.accept();
                connections.execute(() -> serve(client));
            } catch (IOException e) {
                return; // It is closed.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            Framing framing = Framing.LENGTH;
            while (!Set.of(Framing.UNTIL_CLOSE, Framing.CUT).contains(framing)) {
                Optional<Request> request = read(in);
                if (request.isEmpty()) {
                    return;
                }
                Response response = respond(request.get());
                for (UnaryOperator<Response> change : responseChanges) {
                    response = change.apply(response);
                }
                framing = response.framing();
                out.write(response.message());
            }
        } catch (SocketException e) {
            // The client has left.
        } catch (IOException | InterruptedException | RuntimeException e) {
            failures.add(String.valueOf(e));
        }
    }

    /** Returns nothing at the end of the connection. */
    private static Optional<Request> read(InputStream in) throws IOException {
        String[] start = line(in).split(" ", 3);
        if (start.length < 3) {
            return Optional.empty();
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            headers.put(
                    line.replaceFirst(":.*", ""),
                    line.replaceFirst("[^:]*:", "").strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
        String body = new String(in.readNBytes(length), UTF_8);
        String[] target = start[1].split("\\?", 2);
        return Optional.of(new Request(start[0], target[0], target.length == 1 ? "" : target[1], headers, body));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
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
        changed.headers().forEach((name, value) -> {
            if (!SET_BY_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                forwarded.header(name, value);
            }
        });
        HttpResponse<byte[]> response = http.send(forwarded.build(), HttpResponse.BodyHandlers.ofByteArray());
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(response.headers().map());
        headers.keySet().removeAll(Set.of("content-length", "transfer-encoding", "date", "connection"));
        return new Response(
                request, response.statusCode(), headers, new String(response.body(), ISO_8859_1), Framing.LENGTH);
    }

    @Override
    public void close() throws IOException {
        server.close();
        connections.shutdownNow();
    }
}
