package io.github.segments4j.sandbox.admin;

import static io.github.segments4j.sandbox.admin.AdminHandler.response;

import io.github.segments4j.sandbox.endpoints.Router;
import io.github.segments4j.sandbox.endpoints.Tenant;
import io.github.segments4j.sandbox.faults.FaultRule;
import io.github.segments4j.sandbox.http.Response;
import io.github.segments4j.sandbox.json.Fields;
import io.github.segments4j.sandbox.json.JsonWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything that the admin interface does, except for segments. */
final class AdminActions {
    private static final Duration MAX_TOKEN_LIFE = Duration.ofDays(365);

    /** More than the clock can advance. */
    private static final Duration MAX_ADVANCE = Duration.ofDays(366 * 10_000L);

    private final String address;
    private final SandboxState state;
    private final Map<String, Object> settings;

    AdminActions(String address, SandboxState state, Map<String, Object> settings) {
        this.address = address;
        this.state = state;
        this.settings = settings;
    }

    void addTo(AdminHandler admin) {
        admin.add("health", "GET", this::health);
        admin.add("config", "GET", this::config);
        admin.add("reset", "POST", this::reset);
        admin.add("requests", "GET", this::requests);
        admin.add("requests", "DELETE", this::clearRequests);
        admin.add("faults", "GET", state.faults()::json);
        admin.add("faults", "POST", this::addFault);
        admin.add("faults", "DELETE", this::clearFaults);
        admin.add("clock", "POST", this::moveClock);
        admin.add("token", "POST", this::issueToken);
        admin.add("token", "DELETE", this::expireTokens);
    }

    private Response health(AdminCall call) {
        call.requireNoOthers();
        return response(
                200,
                new JsonWriter()
                        .object()
                        .field("status", "up")
                        .field("baseUrl", baseUrl(call))
                        .field("now", state.clock().instant().toString())
                        .end());
    }

    private Response config(AdminCall call) {
        call.requireNoOthers();
        JsonWriter json = new JsonWriter().object().field("baseUrl", baseUrl(call));
        settings.forEach(json::field);
        json.name("tenants").array();
        for (Tenant tenant : state.tenants().values()) {
            json.object()
                    .field("name", tenant.name())
                    .field("accessToken", tenant.accessToken())
                    .field("clientId", tenant.clientId())
                    .field("clientSecret", tenant.clientSecret())
                    .field("segments", tenant.segments().snapshot().size())
                    .end();
        }
        return response(200, json.endArray().end());
    }

    /** {@return the base URL as the client has reached it} */
    private String baseUrl(AdminCall call) {
        return "http://" + call.request().header("Host").orElse(address) + Router.BASE_PATH;
    }

    private Response reset(AdminCall call) {
        call.requireNoOthers();
        state.reset();
        return health(call);
    }

    /**
     * Lists requests oldest first, so that a client that asks for those since the last one it has seen misses none. A
     * client that shows what has just happened asks for the last ones.
     */
    private Response requests(AdminCall call) {
        Fields query = call.query();
        long since = query.has("since") ? query.whole("since", 0, Long.MAX_VALUE) : 0;
        boolean isOfTheEnd = query.has("last");
        int last = query.whole("last", 1, 1_000, 1_000);
        int limit = isOfTheEnd ? last : call.limit();
        call.requireNoOthers();
        List<LoggedRequest> found = state.requests().list().stream()
                .filter(each -> each.number() > since)
                .toList();
        JsonWriter json = new JsonWriter().object().field("total", found.size()).name("data");
        json.array();
        found.stream()
                .skip(isOfTheEnd ? Math.max(0, found.size() - last) : 0)
                .limit(limit)
                .forEach(each -> write(each, json));
        return response(200, json.endArray().end());
    }

    private static void write(LoggedRequest request, JsonWriter json) {
        json.object()
                .field("number", request.number())
                .field("at", request.at().toString())
                .field("method", request.method())
                .field("path", request.path())
                .field("query", request.query())
                .field("status", request.status())
                .field("faults", request.faults())
                .field("headers", new TreeMap<>(request.headers()))
                .end();
    }

    private JsonWriter clearRequests() {
        state.requests().clear();
        return new JsonWriter().object().field("total", 0).end();
    }

    private Response addFault(AdminCall call) {
        FaultRule rule = FaultRule.of(call.body());
        call.requireNoOthers();
        state.faults().add(rule);
        return response(201, state.faults().json());
    }

    private JsonWriter clearFaults() {
        state.faults().clear();
        return state.faults().json();
    }

    private Response moveClock(AdminCall call) {
        Fields body = call.body();
        boolean advances = body.has("advance");
        if (advances == body.has("set")) {
            call.requireNoOthers();
            throw new IllegalArgumentException("The body must have either advance or set");
        }
        if (advances) {
            Duration by = body.duration("advance", MAX_ADVANCE);
            call.requireNoOthers();
            state.clock().advance(by);
        } else {
            Instant to = body.instant("set");
            call.requireNoOthers();
            state.clock().set(to);
        }
        return health(call);
    }

    private Response issueToken(AdminCall call) {
        Tenant tenant = tenant(call, state);
        Duration life =
                call.body().duration("life", MAX_TOKEN_LIFE, state.tokens().life());
        call.requireNoOthers();
        return response(
                201,
                new JsonWriter()
                        .object()
                        .field("tenant", tenant.name())
                        .field("accessToken", state.tokens().issue(tenant.name(), life))
                        .field("life", life.toString())
                        .end());
    }

    private JsonWriter expireTokens() {
        state.tokens().expireAll();
        return new JsonWriter().object().field("expired", true).end();
    }

    static Tenant tenant(AdminCall call, SandboxState state) {
        return state.tenant(call.query().text("tenant", state.firstTenant().name()));
    }
}
