package io.github.segments4j.sandbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The sandbox's API without a network: requests that are right unless a test spoils them. */
final class Api {
  private static final Pattern NEXT_TOKEN = Pattern.compile("\"next_token\":\"([^\"]*)\"");
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]*)\"");

  final FakeClock clock = new FakeClock();
  final AccessTokens tokens = new AccessTokens(clock);
  private final Router router;
  private final Map<String, String> headers = new HashMap<>(Map.of(
      "authorization", "Bearer " + AccessTokens.FIXED,
      "amperity-tenant", "acme",
      "api-version", "2024-04-01"));

  private Api(Segments segments, Limit limit, int perSecond) {
    router = new Router(
        new SegmentsEndpoint(
            "acme", segments, tokens, new Cursors(clock), perSecond, limit.of(perSecond, clock)),
        new TokenEndpoint("acme", tokens),
        new Faults(),
        RetryAfter.NONE,
        clock);
  }

  static Api of(int segments) {
    return of(new SeededSegments(segments, 42));
  }

  static Api of(Segments segments) {
    return new Api(segments, Limit.NONE, 10);
  }

  static Api limited(Limit limit, int perSecond) {
    return new Api(new SeededSegments(1, 42), limit, perSecond);
  }

  Api with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  Api without(String header) {
    headers.remove(header);
    return this;
  }

  Answer get(String query) {
    return send("GET", "/api/segments", query, "");
  }

  Answer send(String method, String path, String query, String body) {
    return router.answer(new Request(method, path, query, Map.copyOf(headers), body));
  }

  Router router() {
    return router;
  }

  static String nextToken(Answer page) {
    Matcher token = NEXT_TOKEN.matcher(page.body());
    return token.find() ? token.group(1) : "";
  }

  static List<String> ids(Answer page) {
    return ID.matcher(page.body()).results().map(found -> found.group(1)).toList();
  }

  static List<String> ids(Segments segments) {
    return IntStream.range(0, segments.size())
        .mapToObj(i -> segments.get(i).id())
        .toList();
  }
}
