package io.github.segments4j.sandbox.admin;

import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxClock;
import io.github.segments4j.sandbox.SandboxTenant;
import io.github.segments4j.sandbox.endpoints.Refusal;
import io.github.segments4j.sandbox.endpoints.Router;
import io.github.segments4j.sandbox.faults.FaultRule;
import io.github.segments4j.sandbox.http.Answer;
import io.github.segments4j.sandbox.http.Request;
import io.github.segments4j.sandbox.json.Fields;
import io.github.segments4j.sandbox.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The sandbox's own interface, for tests in any language: what {@link Sandbox} offers in Java, over HTTP and
 * in JSON. It stands beside the API and not below it, and takes no part in rate limit, faults and request log.
 *
 * <p>It hands out credentials and changes data without asking for any. The loopback address keeps other
 * machines out; the checks of Host and Origin keep out what a browser on this one is told by other sites.
 */
public final class Admin {
    public static final String PATH = "/_sandbox/";

    private static final Pattern LOOPBACK =
            Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]{1,5})?", Pattern.CASE_INSENSITIVE);

    /** As long as the clock itself lets it be. */
    private static final Duration LONGEST_ADVANCE = Duration.ofDays(366 * 10_000L);

    private static final Duration LONGEST_LIFE = Duration.ofDays(365);

    private final State state;
    private final Settings settings;

    /** By path and method. */
    private final Map<String, Map<String, Action>> actions = new LinkedHashMap<>();

    public Admin(State state, Settings settings) {
        this.state = state;
        this.settings = settings;
        AdminSegments segments = new AdminSegments(state);
        AdminRequests requests = new AdminRequests(state.requests());
        at("", "GET", this::paths);
        at("health", "GET", this::health);
        at("config", "GET", this::config);
        at("reset", "POST", this::reset);
        at("requests", "GET", requests::list);
        at("requests", "DELETE", requests::clear);
        at("faults", "GET", this::faults);
        at("faults", "POST", this::addFault);
        at("faults", "PUT", this::seedFaults);
        at("faults", "DELETE", this::clearFaults);
        at("segments", "GET", segments::list);
        at("segments", "POST", segments::add);
        at("segments", "PATCH", segments::rename);
        at("segments", "DELETE", segments::delete);
        at("clock", "GET", this::clock);
        at("clock", "POST", this::moveClock);
        at("token", "POST", this::token);
    }

    /** What is done at a path. All of the query and the body is looked at before anything is changed. */
    public interface Action {
        Answer of(Call call) throws Refusal;
    }

    /** A request, taken apart. */
    public record Call(Request request, Fields query, Fields body) {
        /** Refuses what nobody has asked for. */
        void end() {
            query.end();
            body.end();
        }
    }

    public static boolean isAt(String path) {
        return path.startsWith(PATH) || (path + "/").equals(PATH);
    }

    public Answer answer(Request request) {
        Answer answer;
        try {
            checkSource(request);
            Call call = new Call(request, Fields.query(request), Fields.json(request.body()));
            answer = action(request).of(call);
        } catch (Refusal e) {
            answer = e.plain();
        } catch (IllegalArgumentException e) {
            answer = new Refusal(400, e.getMessage() + ".").plain();
        } catch (RuntimeException e) {
            answer = new Refusal(500, "The sandbox itself has failed: " + e).plain();
        }
        return answer.with(Map.of("Cache-Control", "no-store"));
    }

    private void at(String name, String method, Action action) {
        actions.computeIfAbsent(PATH + name, unused -> new LinkedHashMap<>()).put(method, action);
    }

    private static void checkSource(Request request) throws Refusal {
        String host = request.header("Host").orElse("");
        if (!LOOPBACK.matcher(host).matches()) {
            throw new Refusal(403, "The header \"Host\" must be localhost or a loopback address, with any port.");
        }
        String own = "http://" + host;
        if (!request.header("Origin").orElse(own).equalsIgnoreCase(own)) {
            throw new Refusal(
                    403,
                    "Pages of other sites have no business here: the header \"Origin\" must be left out, or be " + own
                            + ".");
        }
    }

    private Action action(Request request) throws Refusal {
        Map<String, Action> here = actions.get(request.path());
        if (here == null) {
            throw new Refusal(404, "There is nothing at this path; there is " + String.join(", ", allPaths()) + ".");
        }
        // Many who wait for a server to be up ask with HEAD.
        Action action = here.get(request.method().equals("HEAD") ? "GET" : request.method());
        if (action == null) {
            String allowed = String.join(", ", here.keySet());
            throw new Refusal(405, "This path answers " + allowed + " only.", Map.of("Allow", allowed));
        }
        return action;
    }

    private List<String> allPaths() {
        List<String> all = new ArrayList<>();
        actions.forEach((path, here) -> all.add(String.join("|", here.keySet()) + " " + path));
        return all;
    }

    private Answer paths(Call call) {
        call.end();
        Json json = new Json().object().name("paths").array();
        allPaths().forEach(json::value);
        return ok(json.endArray().end());
    }

    private Answer health(Call call) {
        call.end();
        return ok(new Json()
                .object()
                .field("status", "up")
                .field("baseUrl", baseUrl(call))
                .field("now", state.clock().instant().toString())
                .end());
    }

    private Answer config(Call call) {
        call.end();
        Json json = new Json()
                .object()
                .field("baseUrl", baseUrl(call))
                .field("rateLimit", lower(settings.limit()))
                .field("requestsPerSecond", settings.perSecond())
                .field("retryAfter", lower(settings.retryAfter()))
                .field("paging", lower(settings.paging()))
                .field("accessTokenLife", settings.accessTokenLife().toString())
                .field("pageTokenLife", settings.pageTokenLife().toString())
                .name("tenants")
                .array();
        for (SandboxTenant tenant : state.tenants().values()) {
            json.object()
                    .field("name", tenant.name())
                    .field("accessToken", tenant.accessToken())
                    .field("clientId", tenant.clientId())
                    .field("clientSecret", tenant.clientSecret())
                    .field("segments", tenant.segments().size())
                    .end();
        }
        return ok(json.endArray().end());
    }

    private Answer reset(Call call) {
        call.end();
        state.reset();
        return health(call);
    }

    private Answer faults(Call call) {
        call.end();
        return ok(state.faults().json());
    }

    private Answer addFault(Call call) {
        FaultRule rule = FaultRule.of(call.body());
        call.end();
        rule.addTo(state.faults());
        return Answer.json(201, Map.of(), state.faults().json());
    }

    private Answer seedFaults(Call call) {
        long seed = call.body().whole("seed", Long.MIN_VALUE, Long.MAX_VALUE);
        call.end();
        state.faults().seed(seed);
        return ok(state.faults().json());
    }

    private Answer clearFaults(Call call) {
        call.end();
        state.faults().clear();
        return ok(state.faults().json());
    }

    private Answer clock(Call call) {
        call.end();
        return ok(state.clock().json());
    }

    private Answer moveClock(Call call) {
        Fields body = call.body();
        List<String> moves =
                List.of("advance", "set", "release").stream().filter(body::has).toList();
        if (moves.size() != 1) {
            call.end();
            throw new IllegalArgumentException("The body must have one of advance, set and release");
        }
        SandboxClock clock = state.clock();
        Runnable move = switch (moves.get(0)) {
            case "advance" -> {
                Duration by = body.time("advance", LONGEST_ADVANCE);
                yield () -> clock.advance(by);
            }
            case "set" -> {
                var to = body.instant("set");
                yield () -> clock.set(to);
            }
            default -> {
                body.yes("release");
                yield clock::release;
            }
        };
        call.end();
        move.run();
        return ok(clock.json());
    }

    /** Ends all tokens that were made from API keys, or makes one without an API key, or one after the other. */
    private Answer token(Call call) {
        Fields body = call.body();
        boolean expires = body.has("expire");
        boolean mints = body.has("mint");
        SandboxTenant tenant = tenant(call, state);
        Duration life = body.has("life") ? body.time("life", LONGEST_LIFE) : settings.accessTokenLife();
        call.end();
        if (expires) {
            body.yes("expire");
        }
        if (mints) {
            body.yes("mint");
        }
        if (!mints && (!expires || body.has("life"))) {
            throw new IllegalArgumentException(
                    "The body must have \"expire\":true or \"mint\":true, or both; \"life\" goes with the latter");
        }
        if (expires) {
            state.tokens().expire();
        }
        Json json = new Json().object();
        if (expires) {
            json.field("expired", true);
        }
        if (mints) {
            json.field("tenant", tenant.name())
                    .field("accessToken", state.tokens().issue(tenant.name(), life))
                    .field("life", life.toString());
        }
        return Answer.json(mints ? 201 : 200, Map.of(), json.end());
    }

    public static SandboxTenant tenant(Call call, State state) {
        return state.tenant(call.query().text("tenant", state.first().name()));
    }

    public static Answer ok(Json body) {
        return Answer.json(200, Map.of(), body);
    }

    /** As whoever asks has found it. */
    private static String baseUrl(Call call) {
        return "http://" + call.request().header("Host").orElseThrow() + Router.BASE_PATH;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
