package io.github.segments4j.sandbox.endpoints;

import io.github.segments4j.sandbox.data.Pagination;
import io.github.segments4j.sandbox.data.Snapshot;
import io.github.segments4j.sandbox.http.Handler;
import io.github.segments4j.sandbox.http.HttpException;
import io.github.segments4j.sandbox.http.Request;
import io.github.segments4j.sandbox.http.Response;
import io.github.segments4j.sandbox.json.JsonWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code GET /segments}, as strict as the vendor where the vendor is strict. */
public final class SegmentsEndpoint implements Handler {
    /** Our choice: the vendor publishes none. */
    private static final int DEFAULT_PAGE_SIZE = 100;

    private static final List<String> VERSIONS = List.of("2024-04-01", "unstable");

    private final Map<String, Tenant> tenants;
    private final AccessTokens tokens;
    private final int maxPageSize;
    private final int perSecond;
    private final Supplier<Map<String, String>> retryAfter;

    /**
     * Serves the segments of these tenants.
     *
     * @param maxPageSize the most segments in one page
     * @param perSecond the limit, for the message of a refusal
     * @param retryAfter the headers of a response to a request that came too soon
     */
    public SegmentsEndpoint(
            Map<String, Tenant> tenants,
            AccessTokens tokens,
            int maxPageSize,
            int perSecond,
            Supplier<Map<String, String>> retryAfter) {
        this.tenants = tenants;
        this.tokens = tokens;
        this.maxPageSize = maxPageSize;
        this.perSecond = perSecond;
        this.retryAfter = retryAfter;
    }

    @Override
    public Response handle(Request request) throws HttpException {
        Tenant tenant = tenant(request);
        if (!tenant.tryAcquire()) {
            throw new HttpException(
                    429,
                    "Too many requests: the limit is " + perSecond + " a second. Wait, then continue more slowly.",
                    retryAfter.get());
        }
        Parameters parameters = Parameters.decode(request.query());
        checkVersion(request, parameters);
        return page(tenant, parameters, Math.min(parameters.positive("limit", DEFAULT_PAGE_SIZE), maxPageSize));
    }

    /** {@return an empty page instead of the requested one, with a token that leads to the rows left out} */
    public Response emptyPage(Request request) throws HttpException {
        return page(tenant(request), Parameters.decode(request.query()), 0);
    }

    private static Response page(Tenant tenant, Parameters parameters, int limit) throws HttpException {
        boolean withTotal = parameters.flag("with_total");
        Pagination pagination = tenant.pagination();
        Pagination.Position position = position(pagination, parameters);
        Snapshot snapshot = position.snapshot();
        int size = snapshot.size();
        int end = (int) Math.min((long) position.offset() + limit, size);
        JsonWriter page = new JsonWriter().object();
        if (withTotal) {
            page.field("total", size);
        }
        if (end < size) {
            page.field("next_token", pagination.token(position.after(end - position.offset())));
        }
        page.name("data").array();
        snapshot.write(position.offset(), end, page);
        return new Response(200, Map.of(), page.endArray().end().bytes());
    }

    private static Pagination.Position position(Pagination pagination, Parameters parameters) throws HttpException {
        Optional<String> token = parameters.text("next_token");
        if (token.isEmpty()) {
            return pagination.start();
        }
        if (token.get().isEmpty() || token.get().equals("null")) {
            throw new HttpException(
                    400,
                    "The parameter \"next_token\" is never empty and never null: leave it out for the first page.");
        }
        return pagination.resume(token.get());
    }

    private Tenant tenant(Request request) throws HttpException {
        String owner = tokens.tenant(AccessTokens.of(request));
        String given = request.header("amperity-tenant")
                .orElseThrow(() -> new HttpException(400, "The header \"amperity-tenant\" is missing."));
        Tenant tenant = tenants.get(given);
        if (tenant == null || !given.equals(owner)) {
            throw new HttpException(403, "This access token has no permission for this tenant.");
        }
        return tenant;
    }

    private static void checkVersion(Request request, Parameters parameters) throws HttpException {
        Optional<String> header = request.header("api-version");
        Optional<String> query = parameters.text("api_version");
        boolean isKnown = header.or(() -> query).isPresent()
                && header.map(VERSIONS::contains).orElse(true)
                && query.map(VERSIONS::contains).orElse(true);
        if (!isKnown) {
            throw new HttpException(
                    400,
                    "The API version is missing or not supported: give the header \"api-version\" or the parameter"
                            + " \"api_version\", one of " + String.join(", ", VERSIONS) + ".");
        }
    }
}
