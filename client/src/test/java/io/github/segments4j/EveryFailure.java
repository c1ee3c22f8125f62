package io.github.segments4j;

import static java.util.stream.Collectors.joining;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Lets the client fail in every way there is, with servers that echo all they are told, and prints all it says. */
final class EveryFailure {
    static final String ACCESS_TOKEN = "acc3ss/t0ken+x==";
    static final String CLIENT_SECRET = "cl1ent/s3cret+y&=*(~)";

    private static final List<Integer> STATUSES =
            List.of(201, 204, 301, 307, 400, 401, 403, 404, 405, 408, 409, 429, 500, 501, 502, 503, 504, 526);

    private static final List<String> BODIES = List.of(
            "",
            "null",
            "%s",
            "<html>%s</html>",
            "{\"data\":\"%s\"}",
            "{\"data\":[\"%s\"]}",
            "{\"data\":[{\"id\":[\"%s\"],\"name\":\"n\"}]}",
            "{\"data\":[{\"id\":\"%s\"}]}",
            "{\"data\":[],\"total\":\"%s\"}",
            "{\"data\":[],\"total\":%s}",
            "{\"data\":[],\"next_token\":{\"%s\":1}}",
            "{\"data\":[],\"%s\":" + "[".repeat(2000),
            "{\"data\":[]}%s",
            "{\"data\":[",
            "{\"access_token\":\"%s\",\"expires_in\":\"%s\",\"token_type\":\"Bearer\"}",
            "{\"access_token\":[\"%s\"],\"expires_in\":1,\"token_type\":\"Bearer\"}",
            "{\"access_token\":\"%s\\n\",\"expires_in\":1,\"token_type\":\"Bearer\"}",
            "{\"access_token\":\"%s\"}");

    private static final List<String> RAW = List.of(
            "%s",
            "HTTP/1.1 %s\r\n\r\n",
            "HTTP/1.1 200 %s\r\nContent-Length: %s\r\n\r\n",
            "HTTP/1.1 200 OK\r\n%s\r\n\r\n",
            "HTTP/1.1 200 OK\r\n%s\u0001: x\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%s\r\n",
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n%s",
            "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n%s",
            "");

    /** As a server may write what it echoes. */
    private static final List<UnaryOperator<String>> FORMS = List.of(
            told -> told.chars().mapToObj(c -> String.format("\\u%04x", c)).collect(joining()),
            told -> told.replace("/", "\\/"),
            told -> URLEncoder.encode(told, StandardCharsets.UTF_8),
            told -> URLEncoder.encode(told, StandardCharsets.UTF_8)
                    .replace("%2F", "%2f")
                    .replace("%3D", "%3d"));

    private static final Logger WIRE = Logger.getLogger("jdk.internal.httpclient.debug");

    private EveryFailure() {}

    public static void main(String[] args) throws IOException {
        Logger root = Logger.getLogger("");
        root.setLevel(Level.ALL);
        for (Handler handler : root.getHandlers()) {
            handler.setLevel(Level.ALL);
        }
        // The JDK's record of what goes over the wire, off unless somebody turns it on, is not ours to
        // censor.
        WIRE.setLevel(Level.OFF);
        badSettings();
        for (int status : STATUSES) {
            answers(status, "{\"status\":1,\"message\":\"no %s\",\"request_id\":\"%s\",\"trace_id\":\"%s\"}");
        }
        for (String body : BODIES) {
            answers(200, body);
        }
        for (UnaryOperator<String> form : FORMS) {
            echo(form);
        }
        for (String answer : RAW) {
            try (RawServer server = new RawServer(
                    (request, out) -> RawServer.write(out, answer.replace("%s", authorization(request))))) {
                fail(server.url(), Duration.ofMinutes(1), 5);
            }
        }
        try (RawServer server = new RawServer((request, out) -> RawServer.drip(out))) {
            fail(server.url(), Duration.ofMillis(50), 5);
        }
        fail("http://127.0.0.1:1", Duration.ofMinutes(1), 5);
        fail("https://segments.invalid", Duration.ofMinutes(1), 1);
    }

    private static String authorization(List<String> request) {
        return request.stream()
                .filter(line -> line.startsWith("Authorization"))
                .findFirst()
                .orElse(CLIENT_SECRET);
    }

    private static void answers(int status, String body) throws IOException {
        try (ScriptedServer server = new ScriptedServer()) {
            server.otherwise = exchange -> {
                String told = told(exchange);
                String echo = body.replace("%s", told);
                ScriptedServer.text(
                                status,
                                "text/" + told.replaceAll("\\s", ""),
                                status == 204 ? "" : echo,
                                Map.of("Retry-After", told, "Sunset", told, "Deprecation", told))
                        .to(exchange);
            };
            fail(server.url(), Duration.ofMinutes(1), 2);
            // The token endpoint is honest here, and the other one is not.
            server.otherwise = exchange -> {
                boolean token = exchange.getRequestURI().getPath().endsWith("/token");
                ScriptedServer.json(
                                token ? 200 : status,
                                token
                                        ? "{\"access_token\":\"" + ACCESS_TOKEN
                                                + "\",\"expires_in\":9,\"token_type\":\"Bearer\"}"
                                        : status == 204 ? "" : body.replace("%s", told(exchange)))
                        .to(exchange);
            };
            fail(server.url(), Duration.ofMinutes(1), 2);
        }
    }

    private static void echo(UnaryOperator<String> form) throws IOException {
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
            try (ScriptedServer server = new ScriptedServer()) {
                server.otherwise = exchange -> {
                    String told = exchange.getRequestHeaders().getFirst("Authorization");
                    String echo = form.apply(told == null ? CLIENT_SECRET : told.replace("Bearer ", ""));
                    ScriptedServer.bytes(
                                    503,
                                    "application/json",
                                    ("{\"message\":\"no " + echo + "\",\"request_id\":\"" + echo + "\"}")
                                            .getBytes(charset),
                                    Map.of())
                            .to(exchange);
                };
                fail(server.url(), Duration.ofMinutes(1), 3);
            }
        }
    }

    private static String told(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        return header == null ? CLIENT_SECRET + " " + exchange.getAttribute("body") : header;
    }

    private static void fail(String url, Duration timeout, int attempts) {
        SegmentsClientBuilder builder = new SegmentsClientBuilder(name -> null, new FakeTime())
                .tenant("acme")
                .baseUrl(url)
                .timeout(timeout)
                .attempts(attempts)
                .listener(event -> System.out.println(event));
        attempt(builder.accessToken(ACCESS_TOKEN));
        SegmentsClientBuilder withKey = new SegmentsClientBuilder(name -> null, new FakeTime())
                .tenant("acme")
                .baseUrl(url)
                .timeout(timeout)
                .attempts(attempts)
                .listener(event -> System.out.println(event))
                .apiKey("an-id", CLIENT_SECRET);
        attempt(withKey);
    }

    private static void attempt(SegmentsClientBuilder builder) {
        try (SegmentsClient client = builder.build()) {
            List.of(builder, client, client.list()).forEach(System.out::println);
            client.list(ListOptions.startingAt("a-page-token").withReadAhead(1)).forEach(row -> {});
            System.out.println(client.page(ListOptions.defaults()));
        } catch (SegmentsException | IllegalArgumentException e) {
            failed(e);
        }
    }

    private static void badSettings() {
        for (String end : List.of("\n", "\r\nX: y", " ", "\u0000", "é")) {
            bad(() -> SegmentsClient.builder().accessToken(ACCESS_TOKEN + end));
            bad(() -> SegmentsClient.builder().apiKey("an-id", CLIENT_SECRET + end));
            bad(() -> SegmentsClient.builder().apiKey(CLIENT_SECRET + end, "x"));
        }
        bad(() -> SegmentsClient.builder().baseUrl("https://u:" + CLIENT_SECRET + "@host/api"));
        bad(() -> SegmentsClient.builder().baseUrl("https://u:" + CLIENT_SECRET + "@ho st/api"));
        bad(() -> SegmentsClient.builder()
                .httpClient(HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.ALWAYS)
                        .build()));
    }

    private static void bad(Runnable setting) {
        try {
            setting.run();
        } catch (IllegalArgumentException e) {
            failed(e);
        }
    }

    private static void failed(RuntimeException e) {
        System.out.println("FAILED " + e.getClass().getSimpleName());
        e.printStackTrace(System.out);
        if (e instanceof SegmentsException s) {
            System.out.println(Arrays.asList(
                    s.serverMessage(), s.requestId(), s.traceId(), s.pageToken(), s.headers(), s.getMessage()));
        }
    }
}
