package io.github.segments4j.sandbox.endpoints;

import io.github.segments4j.sandbox.data.Pagination;
import io.github.segments4j.sandbox.data.SeededSegments;
import io.github.segments4j.sandbox.data.SegmentList;
import io.github.segments4j.sandbox.data.SegmentStore;
import io.github.segments4j.sandbox.http.HttpException;
import io.github.segments4j.sandbox.http.Request;
import io.github.segments4j.sandbox.http.Response;
import io.github.segments4j.sandbox.limits.RateLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The API without a network. Requests are correct unless a test changes them. */
final class Api {
    private static final Pattern NEXT_TOKEN = Pattern.compile("\"next_token\":\"([^\"]*)\"");
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]*)\"");
    private static final Duration HOUR = Duration.ofHours(1);

    final FakeClock clock = new FakeClock();
    final AccessTokens tokens = new AccessTokens(Map.of("sandbox-access-token", "acme"), HOUR, clock);
    final SegmentStore segments;
    final Tenant tenant;
    private final Router router;
    private final Map<String, String> headers = new HashMap<>(Map.of(
            "authorization", "Bearer sandbox-access-token",
            "amperity-tenant", "acme",
            "api-version", "2024-04-01"));

    private enum Paging {
        SNAPSHOT,
        LIVE
    }

    private Api(SegmentList original, Paging paging, RateLimit limit) {
        segments = new SegmentStore(original, 42);
        tenant = new Tenant(
                "acme",
                "",
                segments,
                () -> paging == Paging.LIVE
                        ? Pagination.live(segments, HOUR, clock)
                        : Pagination.ofSnapshots(segments, HOUR, clock),
                () -> limit);
        Map<String, Tenant> tenants = Map.of("acme", tenant);
        router = new Router(
                new SegmentsEndpoint(tenants, tokens, 1_000, 10, () -> Map.of("Retry-After", "7")),
                new TokenEndpoint(tenants, tokens));
    }

    static Api of(int segments) {
        return of(new SeededSegments(segments, 42));
    }

    static Api of(SegmentList segments) {
        return new Api(segments, Paging.SNAPSHOT, () -> true);
    }

    static Api live(int segments) {
        return new Api(new SeededSegments(segments, 42), Paging.LIVE, () -> true);
    }

    static Api limited(RateLimit limit) {
        return new Api(new SeededSegments(1, 42), Paging.SNAPSHOT, limit);
    }

    Api with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    Api without(String header) {
        headers.remove(header);
        return this;
    }

    Response get(String query) {
        return send("GET", "/api/segments", query, "");
    }

    Response send(String method, String path, String query, String body) {
        try {
            return router.handle(new Request(method, path, query, Map.copyOf(headers), body));
        } catch (HttpException e) {
            return new VendorErrors().render(e);
        }
    }

    /** {@return the ids of all pages from a token on; an empty token starts with the first page} */
    List<String> list(int limit, String token) {
        List<String> ids = new ArrayList<>();
        String next = token;
        do {
            Response page = get("limit=" + limit + (next.isEmpty() ? "" : "&next_token=" + next));
            ids.addAll(ids(page));
            next = nextToken(page);
        } while (!next.isEmpty());
        return ids;
    }

    static String nextToken(Response page) {
        Matcher token = NEXT_TOKEN.matcher(page.body());
        return token.find() ? token.group(1) : "";
    }

    static List<String> ids(Response page) {
        return ID.matcher(page.body()).results().map(found -> found.group(1)).toList();
    }

    static List<String> ids(SegmentList segments) {
        return IntStream.range(0, segments.size())
                .mapToObj(i -> segments.get(i).id())
                .toList();
    }
}
