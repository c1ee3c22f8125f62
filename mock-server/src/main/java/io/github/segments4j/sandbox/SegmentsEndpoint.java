package io.github.segments4j.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code GET /segments}, as strict as the vendor where the vendor is strict. */
final class SegmentsEndpoint {
  /** The vendor publishes neither; our choice. */
  private static final int DEFAULT_PAGE_SIZE = 100;

  private static final int LARGEST_PAGE_SIZE = 1_000;

  private static final List<String> VERSIONS = List.of("2024-04-01", "unstable");

  private final String tenant;
  private final Segments segments;
  private final AccessTokens tokens;
  private final Cursors cursors;
  private final int perSecond;
  private final RateLimit limit;

  SegmentsEndpoint(
      String tenant,
      Segments segments,
      AccessTokens tokens,
      Cursors cursors,
      int perSecond,
      RateLimit limit) {
    this.tenant = tenant;
    this.segments = segments;
    this.tokens = tokens;
    this.cursors = cursors;
    this.perSecond = perSecond;
    this.limit = limit;
  }

  Answer get(Request request) throws Refusal {
    tokens.check(bearer(request));
    checkTenant(request);
    if (!limit.admits()) {
      throw new Refusal(
          429,
          "Too many requests: the limit is " + perSecond
              + " a second. Wait, then go on more slowly.");
    }
    Parameters parameters = new Parameters(request.parameters());
    checkVersion(request, parameters);
    boolean withTotal = parameters.flag("with_total");
    int limit = Math.min(parameters.positive("limit").orElse(DEFAULT_PAGE_SIZE), LARGEST_PAGE_SIZE);
    return Answer.json(200, Map.of(), page(offset(parameters), limit, withTotal));
  }

  /** The page that was asked for without its rows, and with a token that leads to them. */
  Answer withoutRows(Request request) throws Refusal {
    Parameters parameters = new Parameters(request.parameters());
    return Answer.json(200, Map.of(), page(offset(parameters), 0, parameters.flag("with_total")));
  }

  private Json page(int offset, int limit, boolean withTotal) {
    int end = (int) Math.min((long) offset + limit, segments.size());
    Json page = new Json().object();
    if (withTotal) {
      page.field("total", segments.size());
    }
    if (end < segments.size()) {
      page.field("next_token", cursors.at(end, tenant));
    }
    page.name("data").array();
    for (int i = offset; i < end; i++) {
      Segments.Row row = segments.get(i);
      page.object().field("id", row.id()).field("name", row.name());
      row.status().ifPresent(status -> page.field("status", status));
      page.end();
    }
    return page.endArray().end();
  }

  private int offset(Parameters parameters) throws Refusal {
    Optional<String> token = parameters.text("next_token");
    if (token.isEmpty()) {
      return 0;
    }
    if (token.get().isEmpty() || token.get().equals("null")) {
      throw new Refusal(
          400,
          "The parameter \"next_token\" is never empty and never null: leave it out for the first page.");
    }
    return cursors.offset(token.get(), tenant);
  }

  private static String bearer(Request request) throws Refusal {
    String header = request
        .header("Authorization")
        .orElseThrow(() -> AccessTokens.unauthorized(
            "The header \"Authorization: Bearer <access token>\" is missing."));
    if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw AccessTokens.unauthorized(
          "The header \"Authorization\" must read \"Bearer <access token>\".");
    }
    return header.substring(7).strip();
  }

  private void checkTenant(Request request) throws Refusal {
    String given = request
        .header("amperity-tenant")
        .orElseThrow(() -> new Refusal(400, "The header \"amperity-tenant\" is missing."));
    if (!given.equals(tenant)) {
      throw new Refusal(403, "This access token has no permission for this tenant.");
    }
  }

  private static void checkVersion(Request request, Parameters parameters) throws Refusal {
    Optional<String> header = request.header("api-version");
    Optional<String> query = parameters.text("api_version");
    boolean known = header.or(() -> query).isPresent()
        && header.map(VERSIONS::contains).orElse(true)
        && query.map(VERSIONS::contains).orElse(true);
    if (!known) {
      throw new Refusal(
          400,
          "The API version is missing or not supported: give the header \"api-version\" or the parameter"
              + " \"api_version\", one of " + String.join(", ", VERSIONS) + ".");
    }
  }
}
