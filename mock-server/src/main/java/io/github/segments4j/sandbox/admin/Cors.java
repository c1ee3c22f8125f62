package io.github.segments4j.sandbox.admin;

import io.github.segments4j.sandbox.http.Request;
import io.github.segments4j.sandbox.http.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Lets the scripts of some web applications use the API, by the CORS protocol of the Fetch standard. Without it, browsers
 * keep the responses from scripts of other origins.
 */
public final class Cors {
    /** The headers of responses that scripts may read besides {@code Content-Type}. */
    private static final String READABLE = "Allow, Date, Deprecation, Link, Retry-After, Sunset, WWW-Authenticate";

    private final Set<String> origins;

    /**
     * Allows some origins.
     *
     * @param origins as browsers send them; none leaves requests and responses alone
     */
    public Cors(Set<String> origins) {
        this.origins = origins;
    }

    /** {@return whether a browser asks if it may send a request} */
    public boolean isPreflight(Request request) {
        return request.method().equals("OPTIONS")
                && request.header("Access-Control-Request-Method").isPresent()
                && isAllowed(request);
    }

    public Response preflight(Request request) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "text/plain");
        headers.put("Access-Control-Allow-Methods", "GET, POST");
        request.header("Access-Control-Request-Headers")
                .ifPresent(names -> headers.put("Access-Control-Allow-Headers", names));
        return readable(request, new Response(200, headers, ""));
    }

    /** {@return a response that scripts may read if the request comes from an allowed origin} */
    public Response readable(Request request, Response response) {
        if (origins.isEmpty()) {
            return response;
        }
        Map<String, String> headers = new HashMap<>(Map.of("Vary", "Origin"));
        if (isAllowed(request)) {
            headers.put("Access-Control-Allow-Origin", origin(request));
            headers.put("Access-Control-Expose-Headers", READABLE);
        }
        return response.withHeaders(headers);
    }

    private boolean isAllowed(Request request) {
        return origins.contains(origin(request));
    }

    private static String origin(Request request) {
        return request.header("Origin").orElse("");
    }
}
