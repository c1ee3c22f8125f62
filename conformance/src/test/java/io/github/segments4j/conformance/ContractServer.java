package io.github.segments4j.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Serves the listings of any contract that declares its paging. It makes up rows from their schemas and pages them by a
 * token. It insists on the bearer token {@link #ACCESS_TOKEN} and on the rate limit, and on every argument: that of the
 * page token, of the page size and of the total may be left out, every other one must be the example of the contract.
 *
 * <p>Each listing has its troubles once: the second request is answered with the first of the statuses that are
 * retried, the fourth one with 400. Its second page has no rows, unless that ends a listing.
 */
final class ContractServer implements AutoCloseable {
    static final String ACCESS_TOKEN = "a secret of 28 characters";
    static final int ROWS = 45;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROWS_OF_A_PAGE = 6;
    private static final int RETRIED = 2;
    private static final int REFUSED = 4;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger refusals = new AtomicInteger();
    private final List<Served> listings = new ArrayList<>();

    /** A listing, and what has happened to it. */
    private record Served(
            String id, Pattern path, JsonNode operation, ArrayNode rows, AtomicInteger requests, List<Long> arrivals) {}

    /** An answer that is not a page. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;

        Refusal(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    ContractServer(Path contract) throws IOException {
        JsonNode document = Json.mapper().valueToTree(new OpenAPIV3Parser().read(contract.toString()));
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().forEach(operation -> {
                    if (operation.has("x-paging")) {
                        listings.add(served(path.getKey(), inlined(operation, document), document));
                    }
                }));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    private static Served served(String path, JsonNode operation, JsonNode document) {
        String schema = operation.at("/x-paging/rows/schema").asText();
        JsonNode row = document.at("/components/schemas").path(schema);
        return new Served(
                operation.path("operationId").asText(),
                Pattern.compile(path.replaceAll("\\{([a-z]+)}", "(?<$1>[^/]+)")),
                operation,
                new SampleRows(node -> resolved(node, document)).make(row, ROWS),
                new AtomicInteger(),
                new ArrayList<>());
    }

    private static JsonNode inlined(JsonNode operation, JsonNode document) {
        ObjectNode copy = operation.deepCopy();
        copy.path("parameters").forEach(parameter -> {
            ObjectNode object = (ObjectNode) parameter;
            JsonNode schema = resolved(parameter.path("schema"), document);
            object.set("schema", schema);
        });
        return copy;
    }

    private static JsonNode resolved(JsonNode node, JsonNode document) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : resolved(document.at(reference.substring(1)), document);
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The names of the operations. */
    List<String> listings() {
        return listings.stream().map(Served::id).toList();
    }

    /** The ids of all rows of a listing. */
    List<String> ids(String id) {
        return StreamSupport.stream(listing(id).rows().spliterator(), false)
                .map(row -> row.path("id").asText())
                .toList();
    }

    /** How many requests have exceeded the rate limit. */
    int refusals() {
        return refusals.get();
    }

    private Served listing(String id) {
        return listings.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        int status = 200;
        JsonNode body;
        try {
            body = page(exchange);
        } catch (Refusal e) {
            status = e.status;
            body = JSON.createObjectNode().put("message", e.getMessage());
        }
        try (exchange) {
            byte[] bytes = JSON.writeValueAsBytes(body);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private JsonNode page(HttpExchange exchange) throws Refusal {
        long now = System.nanoTime();
        for (Served listing : listings) {
            Matcher path = listing.path().matcher(exchange.getRequestURI().getRawPath());
            if (path.matches()) {
                synchronized (listing.arrivals()) {
                    listing.arrivals().add(now);
                }
                checkPace(listing);
                int number = listing.requests().incrementAndGet();
                if (!("Bearer " + ACCESS_TOKEN)
                        .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                    throw new Refusal(401, "another access token");
                }
                Map<String, List<String>> query = query(exchange.getRequestURI().getRawQuery());
                checkArguments(listing, path, query, exchange);
                if (number == RETRIED) {
                    throw new Refusal(
                            listing.operation().at("/x-retries/statuses/0").asInt(), "busy");
                }
                if (number == REFUSED) {
                    throw new Refusal(400, "the listing ends here, so that it is resumed");
                }
                return page(listing, query);
            }
        }
        throw new Refusal(404, "no listing has the path " + exchange.getRequestURI());
    }

    private void checkPace(Served listing) throws Refusal {
        int requests = listing.operation().at("/x-rate-limit/requests").asInt();
        long window = listing.operation().at("/x-rate-limit/windowMillis").asLong() * 1_000_000;
        synchronized (listing.arrivals()) {
            List<Long> arrivals = listing.arrivals().stream()
                    .sorted(Comparator.reverseOrder())
                    .toList();
            if (arrivals.size() > requests && arrivals.get(0) - arrivals.get(requests) < window) {
                refusals.incrementAndGet();
                throw new Refusal(429, "more than " + requests + " requests");
            }
        }
    }

    private static void checkArguments(
            Served listing, Matcher path, Map<String, List<String>> query, HttpExchange exchange) throws Refusal {
        Map<String, List<String>> left = new LinkedHashMap<>(query);
        JsonNode paging = listing.operation().path("x-paging");
        List<String> free = Stream.of("token", "size", "total")
                .map(role -> paging.path(role).path("parameter").asText())
                .toList();
        for (JsonNode parameter : listing.operation().path("parameters")) {
            String name = parameter.path("name").asText();
            List<String> values = switch (parameter.path("in").asText()) {
                case "path" -> List.of(URLDecoder.decode(path.group(name), UTF_8));
                case "header" -> headers(exchange, name);
                default -> left.containsKey(name) ? left.remove(name) : List.<String>of();
            };
            if (!free.contains(name) && !isExample(parameter, values)) {
                throw new Refusal(400, name + " is " + values + ", not " + parameter.path("example"));
            }
        }
        if (!left.isEmpty()) {
            throw new Refusal(400, "there is no parameter " + left.keySet());
        }
    }

    private static List<String> headers(HttpExchange exchange, String name) {
        @Nullable List<String> values = exchange.getRequestHeaders().get(name);
        return values == null ? List.of() : values;
    }

    private static boolean isExample(JsonNode parameter, List<String> values) {
        JsonNode example = parameter.path("example");
        if (example.isArray()) {
            boolean isJoined = !parameter.path("explode").asBoolean(true);
            List<String> all =
                    isJoined && values.size() == 1 ? Arrays.asList(values.get(0).split(",", -1)) : values;
            return JSON.valueToTree(all).equals(example);
        }
        if (values.size() != 1) {
            return false;
        }
        if (parameter.at("/schema/format").asText().equals("date-time")) {
            try {
                return OffsetDateTime.parse(values.get(0)).isEqual(OffsetDateTime.parse(example.asText()));
            } catch (DateTimeParseException e) {
                return false;
            }
        }
        return values.get(0).equals(example.asText());
    }

    private static Map<String, List<String>> query(@Nullable String text) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (text != null) {
            for (String pair : text.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                query.computeIfAbsent(URLDecoder.decode(parts[0], UTF_8), name -> new ArrayList<>())
                        .add(URLDecoder.decode(parts[1], UTF_8));
            }
        }
        return query;
    }

    /** A token is the number of the rows before its page, and whether an empty page was sent for it. */
    private static JsonNode page(Served listing, Map<String, List<String>> query) throws Refusal {
        JsonNode paging = listing.operation().path("x-paging");
        List<String> token = query.getOrDefault(paging.at("/token/parameter").asText(), List.of());
        int from = 0;
        boolean isAfterEmptyPage = false;
        if (!token.isEmpty()) {
            Matcher parts = Pattern.compile("(\\d+)(\\+?) \\?&=%2B/é").matcher(decoded(token.get(0)));
            if (!parts.matches()) {
                throw new Refusal(400, "no page has this token");
            }
            from = Integer.parseInt(parts.group(1));
            isAfterEmptyPage = !parts.group(2).isEmpty();
        }
        boolean isEmpty = from == ROWS_OF_A_PAGE
                && !isAfterEmptyPage
                && paging.path("maxEmptyPages").asInt() > 0;
        int to = isEmpty ? from : Math.min(ROWS, from + ROWS_OF_A_PAGE);
        ObjectNode page = JSON.createObjectNode();
        ArrayNode rows = page.putArray(paging.at("/rows/field").asText());
        for (int i = from; i < to; i++) {
            rows.add(listing.rows().get(i));
        }
        if (to < ROWS) {
            page.put(paging.at("/token/field").asText(), encoded(to + (isEmpty ? "+" : "") + " ?&=%2B/é"));
        }
        return page;
    }

    private static String encoded(String token) {
        return Base64.getEncoder().encodeToString(token.getBytes(UTF_8)) + "+/%2B";
    }

    private static String decoded(String token) {
        try {
            return new String(Base64.getDecoder().decode(token.replace("+/%2B", "")), UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
