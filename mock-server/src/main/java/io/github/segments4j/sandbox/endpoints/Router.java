package io.github.segments4j.sandbox.endpoints;

import io.github.segments4j.sandbox.http.Handler;
import io.github.segments4j.sandbox.http.HttpException;
import io.github.segments4j.sandbox.http.Request;
import io.github.segments4j.sandbox.http.Response;
import java.util.Map;

/** Finds the endpoint for a request of the API. */
public final class Router implements Handler {
    public static final String BASE_PATH = "/api";

    private final Handler segments;
    private final Handler tokens;

    public Router(Handler segments, Handler tokens) {
        this.segments = segments;
        this.tokens = tokens;
    }

    /** The vendor's documentation shows the path both with and without a slash at the end. */
    public static boolean isSegments(String path) {
        return path.equals(BASE_PATH + "/segments") || path.equals(BASE_PATH + "/segments/");
    }

    @Override
    public Response handle(Request request) throws HttpException {
        if (isSegments(request.path())) {
            requireMethod("GET", request);
            return segments.handle(request);
        }
        if (request.path().equals(BASE_PATH + "/v0/oauth2/token")) {
            requireMethod("POST", request);
            return tokens.handle(request);
        }
        throw new HttpException(404, "There is nothing at this path; try " + BASE_PATH + "/segments.");
    }

    private static void requireMethod(String method, Request request) throws HttpException {
        if (!request.method().equals(method)) {
            throw new HttpException(405, "This path answers " + method + " only.", Map.of("Allow", method));
        }
    }
}
