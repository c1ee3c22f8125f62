package io.github.segments4j.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.segments4j.sandbox.RequestLog;
import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxBuilder;
import io.github.segments4j.sandbox.SandboxTenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs a scenario with a driver, against a sandbox of its own or a server that sends the answers of the scenario. */
final class ScenarioRun implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);
    private static final Pattern FROM_NOW = Pattern.compile("now\\+(PT[0-9.]+[HMS])");
    private static final Pattern REPEATED = Pattern.compile("<([0-9]+) times ([^>]+)>");
    private static final Pattern ID_OF_ROW = Pattern.compile("\\{id of row ([0-9]+)}");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Scenario scenario;
    private final DriverProcess driver;
    private final Sandbox sandbox;
    private final SandboxTenant tenant;
    private final ScriptedServer scripted;
    private final ScriptedServer anotherServer;
    private List<Row> all;
    private String accessToken;
    private Instant nowPlus = Instant.MIN;

    ScenarioRun(Scenario scenario, DriverProcess driver) throws IOException, InterruptedException {
        this.scenario = scenario;
        this.driver = driver;
        sandbox = start(scenario.sandbox());
        tenant = sandbox.tenant(
                scenario.client().tenant() == null || !isKnown(scenario.client().tenant())
                        ? sandbox.tenant()
                        : scenario.client().tenant());
        all = rows();
        accessToken = tenant.accessToken();
        scripted = new ScriptedServer(scenario.answers(), this::filled);
        anotherServer = new ScriptedServer(List.of(new ScriptedAnswer(0, null, null, null, 0, false)), text -> text);
    }

    void run() throws IOException, InterruptedException {
        @Nullable String start = scenario.client().startToken();
        if (scenario.client().startAfterPage() > 0) {
            start = tokenAfter(scenario.client().startAfterPage());
        }
        scenario.before().forEach(this::call);
        all = rows();
        for (Map<String, Object> fault : scenario.faults()) {
            call(new Scenario.AdminCall("POST", "/_sandbox/faults", fault));
        }
        if (scenario.client().accessTokenLife() != null) {
            accessToken = mintToken(scenario.client().accessTokenLife());
        }
        Outcome outcome = list(start);
        if (scenario.expect().resume()) {
            assertThat(outcome.error()).as("the error of the first listing").isNotNull();
            call(new Scenario.AdminCall("DELETE", "/_sandbox/faults", Map.of()));
            Outcome rest = list(outcome.token());
            List<Row> rows = new ArrayList<>(outcome.rows());
            rows.addAll(rest.rows());
            assertThat(rest.error())
                    .as("error of the resumed listing: %s", rest.message())
                    .isNull();
            assertThat(rows).as("rows of both listings").isEqualTo(all);
        } else {
            scenario.expect().check(outcome, all, requests(), nowPlus);
        }
        assertThat(anotherServer.requests()).as("requests to another server").isEmpty();
    }

    private Outcome list(@Nullable String start) throws IOException {
        Scenario.Client client = scenario.client();
        ObjectNode options = JSON.createObjectNode()
                .put("baseUrl", baseUrl() + client.baseUrlEnd())
                .put("tenant", client.tenant() == null ? tenant.name() : client.tenant())
                .put("startToken", start)
                .put("share", client.share())
                .put("timeoutMillis", client.timeoutMillis())
                .put("deadlineMillis", client.deadlineMillis())
                .put("pauseAfter", client.pauseAfter());
        if (client.apiKey()) {
            options.put("clientId", tenant.clientId()).put("clientSecret", tenant.clientSecret());
        } else {
            options.put("accessToken", client.accessToken() == null ? accessToken : client.accessToken());
        }
        if (client.apiVersion() != null) {
            options.put("apiVersion", client.apiVersion());
        }
        if (client.virtualTime()) {
            options.put("virtualTime", true);
        }
        if (client.onePage()) {
            options.put("onePage", true);
        }
        if (client.withTotal()) {
            options.put("withTotal", true);
        }
        if (!client.pageSizes().isEmpty()) {
            options.put("pageSize", client.pageSizes().get(0));
        }
        if (client.attempts() != null) {
            options.put("attempts", client.attempts());
        }
        if (client.maxEmptyPages() != null) {
            options.put("maxEmptyPages", client.maxEmptyPages());
        }
        return driver.list(
                options, () -> requests().size(), () -> scenario.meanwhile().forEach(this::call));
    }

    private String baseUrl() {
        return scenario.answers().isEmpty() ? sandbox.baseUrl() : "http://127.0.0.1:" + scripted.port() + "/api";
    }

    private List<RequestLog.Entry> requests() {
        return scenario.answers().isEmpty() ? sandbox.requests().all() : scripted.requests();
    }

    /** Fills in the placeholders of a scripted answer. */
    private String filled(String text) {
        String dated =
                FROM_NOW.matcher(text).replaceAll(match -> HTTP_DATE.format(fromNow(Duration.parse(match.group(1)))));
        return REPEATED.matcher(dated)
                .replaceAll(match -> Matcher.quoteReplacement(match.group(2).repeat(Integer.parseInt(match.group(1)))))
                .replace("{another server}", "http://localhost:" + anotherServer.port())
                .replace("{access token}", accessToken)
                .replace("{client secret}", tenant.clientSecret());
    }

    private boolean isKnown(String name) {
        return name.equals(sandbox.tenant())
                || scenario.sandbox().otherTenants().containsKey(name);
    }

    private static Sandbox start(Scenario.Server server) throws IOException {
        SandboxBuilder builder = Sandbox.builder()
                .rateLimit(server.rateLimit())
                .requestsPerSecond(server.requestsPerSecond())
                .retryAfter(server.retryAfter())
                .paging(server.paging());
        server.otherTenants().forEach(builder::anotherTenant);
        if (server.tenant() != null) {
            builder.tenant(server.tenant());
        }
        if (server.segments() != null) {
            builder.segments(server.segments());
        }
        if (server.maxPageSize() != null) {
            builder.maxPageSize(server.maxPageSize());
        }
        if (server.seed() != null) {
            builder.seed(server.seed());
        }
        if (server.faultSeed() != null) {
            builder.faultSeed(server.faultSeed());
        }
        if (server.accessTokenLife() != null) {
            builder.accessTokenLife(Duration.parse(server.accessTokenLife()));
        }
        if (server.data() == null) {
            return builder.start();
        }
        Path file = Files.createTempFile("segments", ".json");
        try {
            JSON.writeValue(file.toFile(), server.data());
            return builder.data(file).start();
        } finally {
            Files.delete(file);
        }
    }

    /** Reads the rows through the admin interface, which the request log does not count. */
    private List<Row> rows() throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        for (int total = 1; rows.size() < total; ) {
            JsonNode page = JSON.readTree(send(HttpRequest.newBuilder(
                    at("/_sandbox/segments?tenant=" + tenant.name() + "&limit=1000&offset=" + rows.size()))));
            total = page.path("total").asInt();
            page.path("data").forEach(segment -> rows.add(Row.of(segment)));
        }
        return rows;
    }

    private String mintToken(String life) throws IOException {
        return JSON.readTree(call(new Scenario.AdminCall(
                        "POST", "/_sandbox/token?tenant=" + tenant.name(), Map.of("life", life))))
                .path("accessToken")
                .asText();
    }

    private String tokenAfter(int pages) throws IOException, InterruptedException {
        List<Integer> sizes = scenario.client().pageSizes();
        String limit = sizes.isEmpty() ? "" : "limit=" + sizes.get(0) + "&";
        String token = "";
        for (int i = 0; i < pages; i++) {
            String start = token.isEmpty() ? "" : "next_token=" + URLEncoder.encode(token, UTF_8);
            token = JSON.readTree(send(HttpRequest.newBuilder(at("/api/segments?" + limit + start))
                            .header("Authorization", "Bearer " + tenant.accessToken())
                            .header("amperity-tenant", tenant.name())
                            .header("api-version", "2024-04-01")))
                    .path("next_token")
                    .asText();
            assertThat(token).as("token of page %d", i + 1).isNotEmpty();
        }
        sandbox.requests().clear();
        return token;
    }

    private String call(Scenario.AdminCall call) {
        try {
            String body = FROM_NOW.matcher(JSON.writeValueAsString(call.body()))
                    .replaceAll(match -> fromNow(Duration.parse(match.group(1))).toString());
            String path = ID_OF_ROW
                    .matcher(call.path())
                    .replaceAll(match -> Matcher.quoteReplacement(URLEncoder.encode(
                            all.get(Integer.parseInt(match.group(1))).id(), UTF_8)));
            return send(HttpRequest.newBuilder(at(path))
                    .method(
                            call.method(),
                            call.body().isEmpty()
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Rounds down to whole seconds, the precision of an HTTP date. */
    private Instant fromNow(Duration time) {
        nowPlus = Instant.now().plus(time).truncatedTo(ChronoUnit.SECONDS);
        return nowPlus;
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + sandbox.port() + path);
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode() / 100)
                .as("the sandbox refused a request of the scenario: %s", answer.body())
                .isEqualTo(2);
        return answer.body();
    }

    @Override
    public void close() throws IOException {
        scripted.close();
        anotherServer.close();
        sandbox.close();
    }
}
