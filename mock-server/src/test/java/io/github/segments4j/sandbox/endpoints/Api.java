package io.github.segments4j.sandbox.endpoints;

import io.github.segments4j.sandbox.Faults;
import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Paging;
import io.github.segments4j.sandbox.RequestLog;
import io.github.segments4j.sandbox.RetryAfter;
import io.github.segments4j.sandbox.SandboxClock;
import io.github.segments4j.sandbox.SandboxSegments;
import io.github.segments4j.sandbox.SandboxTenant;
import io.github.segments4j.sandbox.admin.Admin;
import io.github.segments4j.sandbox.admin.Settings;
import io.github.segments4j.sandbox.admin.State;
import io.github.segments4j.sandbox.data.SeededSegments;
import io.github.segments4j.sandbox.data.Segments;
import io.github.segments4j.sandbox.data.Walks;
import io.github.segments4j.sandbox.http.Answer;
import io.github.segments4j.sandbox.http.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The sandbox's API without a network: requests that are right unless a test spoils them. */
public final class Api {
    private static final Pattern NEXT_TOKEN = Pattern.compile("\"next_token\":\"([^\"]*)\"");
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]*)\"");

    public final FakeClock clock = new FakeClock();
    public final AccessTokens tokens =
            new AccessTokens(Map.of("sandbox-access-token", "acme"), Duration.ofHours(1), clock);
    public final SandboxTenant tenant;
    public final State state;
    private final Router router;
    private final Map<String, String> headers = new HashMap<>(Map.of(
            "authorization", "Bearer sandbox-access-token",
            "amperity-tenant", "acme",
            "api-version", "2024-04-01"));

    private Api(Segments start, Limit limit, int perSecond, Paging paging) {
        SandboxSegments segments = new SandboxSegments(start, 42);
        tenant = new SandboxTenant(
                "acme",
                "",
                segments,
                () -> new Walks(segments, paging, Duration.ofHours(1), clock),
                () -> limit.of(perSecond, clock));
        Map<String, SandboxTenant> tenants = Map.of("acme", tenant);
        state = new State(tenants, tokens, new SandboxClock(clock), new Faults(), new RequestLog(1));
        router = new Router(
                new SegmentsEndpoint(tenants, tokens, perSecond),
                new TokenEndpoint(tenants, tokens),
                state.faults(),
                RetryAfter.NONE,
                clock);
    }

    public static Api of(int segments) {
        return of(new SeededSegments(segments, 42));
    }

    public static Api of(Segments segments) {
        return new Api(segments, Limit.NONE, 10, Paging.SNAPSHOT);
    }

    public static Api live(int segments) {
        return new Api(new SeededSegments(segments, 42), Limit.NONE, 10, Paging.LIVE);
    }

    public static Api limited(Limit limit, int perSecond) {
        return new Api(new SeededSegments(1, 42), limit, perSecond, Paging.SNAPSHOT);
    }

    public Api with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    public Api without(String header) {
        headers.remove(header);
        return this;
    }

    public Answer get(String query) {
        return send("GET", "/api/segments", query, "");
    }

    public Answer send(String method, String path, String query, String body) {
        return router.answer(new Request(method, path, query, Map.copyOf(headers), body));
    }

    public Admin admin() {
        Duration hour = Duration.ofHours(1);
        return new Admin(state, new Settings(Limit.NONE, 10, RetryAfter.NONE, Paging.SNAPSHOT, hour, hour));
    }

    public Router router() {
        return router;
    }

    /** The ids of all pages from a token on; from the first one, where it is empty. */
    public List<String> walk(int limit, String token) {
        List<String> ids = new ArrayList<>();
        String next = token;
        do {
            Answer page = get("limit=" + limit + (next.isEmpty() ? "" : "&next_token=" + next));
            ids.addAll(ids(page));
            next = nextToken(page);
        } while (!next.isEmpty());
        return ids;
    }

    public static String nextToken(Answer page) {
        Matcher token = NEXT_TOKEN.matcher(page.body());
        return token.find() ? token.group(1) : "";
    }

    public static List<String> ids(Answer page) {
        return ID.matcher(page.body()).results().map(found -> found.group(1)).toList();
    }

    public static List<String> ids(Segments segments) {
        return IntStream.range(0, segments.size())
                .mapToObj(i -> segments.get(i).id())
                .toList();
    }
}
