package io.github.segments4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.github.segments4j.ScriptedServer.Answer;
import io.github.segments4j.model.Segment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that does wrong whatever a server can do wrong and be forgiven for. */
class HostileServerTest {
    private static final int ROWS = 100_000;
    private static final int PAGE = 1_000;

    private final FakeTime time = new FakeTime();
    private final AtomicReference<String> validToken = new AtomicReference<>("none");
    private Random random;

    @ParameterizedTest(name = "seed {0}, {1} pages ahead")
    @CsvSource({"1, 0", "2, 2"})
    void everyRowComesOutOnceAndInOrder(int seed, int readAhead) throws IOException {
        random = new Random(seed);
        List<String> ids = new ArrayList<>();
        try (ScriptedServer server = new ScriptedServer();
                SegmentsClient client = new SegmentsClientBuilder(name -> null, time)
                        .tenant("acme")
                        .apiKey("an-id", "a-secret")
                        .baseUrl(server.url())
                        .timeout(Duration.ofMillis(100))
                        .deadline(Duration.ofHours(10))
                        .attempts(20)
                        .build()) {
            server.otherwise = this::answer;

            for (Segment segment : client.list(ListOptions.pageSize(PAGE).withReadAhead(readAhead))) {
                ids.add(segment.id());
            }
        }

        assertThat(ids)
                .isEqualTo(IntStream.range(0, ROWS).mapToObj(String::valueOf).toList());
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        fault(exchange).to(exchange);
    }

    private Answer fault(HttpExchange exchange) throws IOException {
        boolean exchangesToken = exchange.getRequestURI().getPath().endsWith("/token");
        String right = exchangesToken ? newToken() : page(exchange);
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (!exchangesToken && !("Bearer " + validToken.get()).equals(authorization)) {
            return error(401, Map.of());
        }
        return switch (random.nextInt(48)) {
            case 0 -> error(429, Map.of());
            case 1 -> error(429, Map.of("Retry-After", "1.5"));
            case 2 -> error(429, Map.of("Retry-After", "Sun, 01 Nov 2026 00:00:07 GMT"));
            case 3 -> error(500, Map.of());
            case 4 -> ScriptedServer.text(502, "text/html", "<html>Bad Gateway</html>");
            case 5 -> error(503, Map.of("Retry-After", "3"));
            case 6 -> ScriptedServer.text(504, "text/plain", "");
            case 7 -> HttpExchange::close;
            case 8, 9 -> cutShort(right);
            case 10 -> dripping(right);
            case 11 -> stalled -> {};
            case 12 -> exchangesToken ? ScriptedServer.json(200, right) : expired(right);
            case 13 -> ScriptedServer.text(200, "text/html", "<html>Sign in</html>");
            case 14 -> ScriptedServer.json(200, right + " {");
            case 15 -> ScriptedServer.json(200, "");
            case 16, 17 -> zipped(right, 0);
            case 18 -> zipped(right, 20);
            default -> ScriptedServer.json(200, right);
        };
    }

    private String newToken() {
        validToken.set("token-" + random.nextInt(1_000_000));
        return "{\"access_token\":\"" + validToken.get()
                + "\",\"expires_in\":3600,\"token_type\":\"Bearer\",\"scope\":[]}";
    }

    /** Pages of any size up to the one asked for, empty ones too, with fields that nobody knows. */
    private String page(HttpExchange exchange) {
        String query = String.valueOf(exchange.getRequestURI().getRawQuery());
        int from = query.contains("next_token=") ? Integer.parseInt(query.replaceAll(".*token=o(\\d+)x.*", "$1")) : 0;
        int to = Math.min(ROWS, from + (random.nextInt(10) == 0 ? 0 : random.nextInt(PAGE / 2) + PAGE / 2));
        StringBuilder page = new StringBuilder("{\"data\":[");
        for (int i = from; i < to; i++) {
            page.append(i == from ? "" : ",").append("{\"id\":\"").append(i);
            page.append("\",\"name\":\"n\",\"status\":\"of-tomorrow\",\"more\":{\"a\":[null]}}");
        }
        return page.append("],\"version\":7,\"next_token\":")
                .append(to == ROWS ? "null" : "\"o" + to + "x" + random.nextInt() + "\"")
                .append('}')
                .toString();
    }

    private static Answer error(int status, Map<String, String> headers) {
        return ScriptedServer.text(status, "application/json", ErrorsTest.error(status, "not now"), headers);
    }

    private Answer cutShort(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        int length = random.nextInt(bytes.length);
        return exchange -> {
            exchange.sendResponseHeaders(200, random.nextBoolean() ? bytes.length : 0);
            exchange.getResponseBody().write(bytes, 0, length);
            exchange.close();
        };
    }

    /** Slower than the timeout, if it is long. */
    private static Answer dripping(String body) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8), 0, 2);
            exchange.getResponseBody().flush();
        };
    }

    private Answer expired(String body) {
        validToken.set("another");
        return ScriptedServer.json(200, body);
    }

    private static Answer zipped(String body, int cut) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = java.util.Arrays.copyOf(zipped.toByteArray(), zipped.size() - cut);
        return ScriptedServer.bytes(200, "application/json", bytes, Map.of("Content-Encoding", "gzip"));
    }
}
