package io.github.segments4j.sandbox.endpoints;

import io.github.segments4j.sandbox.http.ErrorRenderer;
import io.github.segments4j.sandbox.http.Handler;
import io.github.segments4j.sandbox.http.HttpException;
import io.github.segments4j.sandbox.http.Request;
import io.github.segments4j.sandbox.http.Response;
import java.util.Map;

/** Finds the endpoint for a request of the API. */
public final class Router implements Handler {
    public static final String BASE_PATH = "/api";

    private final Endpoint segments;
    private final Endpoint tokens;
    private final ErrorRenderer errors;

    public Router(Endpoint segments, Endpoint tokens, ErrorRenderer errors) {
        this.segments = segments;
        this.tokens = tokens;
        this.errors = errors;
    }

    /** The vendor's documentation shows the path both with and without a slash at the end. */
    public static boolean isSegments(String path) {
        return path.equals(BASE_PATH + "/segments") || path.equals(BASE_PATH + "/segments/");
    }

    @Override
    public Response handle(Request request) {
        try {
            if (isSegments(request.path())) {
                requireMethod("GET", request);
                return segments.respond(request);
            }
            if (request.path().equals(BASE_PATH + "/v0/oauth2/token")) {
                requireMethod("POST", request);
                return tokens.respond(request);
            }
            throw new HttpException(404, "There is nothing at this path; try " + BASE_PATH + "/segments.");
        } catch (HttpException e) {
            return errors.render(e);
        }
    }

    private static void requireMethod(String method, Request request) throws HttpException {
        if (!request.method().equals(method)) {
            throw new HttpException(405, "This path answers " + method + " only.", Map.of("Allow", method));
        }
    }
}
