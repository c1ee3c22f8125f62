package io.github.segments4j.sandbox.endpoints;

import io.github.segments4j.sandbox.SandboxTenant;
import io.github.segments4j.sandbox.data.Snapshot;
import io.github.segments4j.sandbox.data.Walks;
import io.github.segments4j.sandbox.http.Answer;
import io.github.segments4j.sandbox.http.Request;
import io.github.segments4j.sandbox.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code GET /segments}, as strict as the vendor where the vendor is strict. */
public final class SegmentsEndpoint {
    /** The vendor publishes neither; our choice. */
    private static final int DEFAULT_PAGE_SIZE = 100;

    private static final int LARGEST_PAGE_SIZE = 1_000;

    private static final List<String> VERSIONS = List.of("2024-04-01", "unstable");

    private final Map<String, SandboxTenant> tenants;
    private final AccessTokens tokens;
    private final int perSecond;

    public SegmentsEndpoint(Map<String, SandboxTenant> tenants, AccessTokens tokens, int perSecond) {
        this.tenants = tenants;
        this.tokens = tokens;
        this.perSecond = perSecond;
    }

    public Answer get(Request request) throws Refusal {
        SandboxTenant tenant = tenant(request, tokens.tenant(bearer(request)));
        if (!tenant.admits()) {
            throw new Refusal(
                    429, "Too many requests: the limit is " + perSecond + " a second. Wait, then go on more slowly.");
        }
        Parameters parameters = new Parameters(request.parameters());
        checkVersion(request, parameters);
        boolean withTotal = parameters.flag("with_total");
        int limit = Math.min(parameters.positive("limit").orElse(DEFAULT_PAGE_SIZE), LARGEST_PAGE_SIZE);
        Walks walks = tenant.walks();
        return Answer.json(200, Map.of(), page(walks, place(walks, parameters), limit, withTotal));
    }

    /** The page that was asked for without its rows, and with a token that leads to them. */
    public Answer withoutRows(Request request) throws Refusal {
        Walks walks = tenant(request, tokens.tenant(bearer(request))).walks();
        Parameters parameters = new Parameters(request.parameters());
        boolean withTotal = parameters.flag("with_total");
        return Answer.json(200, Map.of(), page(walks, place(walks, parameters), 0, withTotal));
    }

    private static Json page(Walks walks, Walks.Place place, int limit, boolean withTotal) {
        Snapshot snapshot = place.snapshot();
        int size = snapshot.size();
        int end = (int) Math.min((long) place.offset() + limit, size);
        Json page = new Json().object();
        if (withTotal) {
            page.field("total", size);
        }
        if (end < size) {
            page.field("next_token", walks.token(place.after(end - place.offset())));
        }
        page.name("data").array();
        snapshot.write(place.offset(), end, page);
        return page.endArray().end();
    }

    private static Walks.Place place(Walks walks, Parameters parameters) throws Refusal {
        Optional<String> token = parameters.text("next_token");
        if (token.isEmpty()) {
            return walks.begin();
        }
        if (token.get().isEmpty() || token.get().equals("null")) {
            throw new Refusal(
                    400,
                    "The parameter \"next_token\" is never empty and never null: leave it out for the first page.");
        }
        return walks.resume(token.get());
    }

    private static String bearer(Request request) throws Refusal {
        String header = request.header("Authorization")
                .orElseThrow(() ->
                        AccessTokens.unauthorized("The header \"Authorization: Bearer <access token>\" is missing."));
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw AccessTokens.unauthorized("The header \"Authorization\" must read \"Bearer <access token>\".");
        }
        return header.substring(7).strip();
    }

    private SandboxTenant tenant(Request request, String owner) throws Refusal {
        String given = request.header("amperity-tenant")
                .orElseThrow(() -> new Refusal(400, "The header \"amperity-tenant\" is missing."));
        SandboxTenant tenant = tenants.get(given);
        if (tenant == null || !given.equals(owner)) {
            throw new Refusal(403, "This access token has no permission for this tenant.");
        }
        return tenant;
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
