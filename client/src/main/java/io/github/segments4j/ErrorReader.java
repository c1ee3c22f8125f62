package io.github.segments4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import feign.Response;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads error responses: the status, the headers, and what the vendor's error body says. Any other body will do too,
 * since a proxy in between does not know the vendor's.
 */
record ErrorReader(Time time, Secrets secrets) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** 429, 500 and 503 as the vendor says; 502 and 504 come from gateways in front of it (our choice). */
    static final Set<Integer> TRANSIENT = Set.of(429, 500, 502, 503, 504);

    /** In bytes: a message and two ids need far less. */
    private static final int LONGEST_BODY = 64 * 1024;

    private static final Pattern PAGE_TOKEN = Pattern.compile("[?&]next_token=");

    /** What a 400 may be about besides the {@code next_token}. */
    private static final Set<String> OTHER_PARAMETERS =
            Set.of("limit", "with_total", "api_version", "api-version", "amperity-tenant");

    Problem read(Response response) {
        JsonNode body = body(response);
        String message = text(body, "message");
        String what = "";
        if (message != null) {
            what = ": " + message.replaceFirst("[.\\s]+$", "");
        } else if (response.status() / 100 == 3) {
            what = ", a redirect, which is not followed";
        }
        Problem problem = problem(response, kind(response, message), what)
                .withBody(message, text(body, "request_id"), text(body, "trace_id"));
        return TRANSIENT.contains(response.status()) ? problem.asTransient() : problem;
    }

    /** A problem with a response: {@code what} goes on after "… was answered 200". */
    Problem problem(Response response, Problem.Kind kind, String what) {
        ResponseHeaders headers = new ResponseHeaders(response);
        return new Problem(
                kind,
                Quoted.request(response.request()) + " was answered " + response.status() + what,
                false,
                response.status(),
                headers.toMap(secrets::removed),
                headers.retryAfter(time.now()).orElse(null),
                null,
                null,
                null);
    }

    private static Problem.Kind kind(Response response, @Nullable String message) {
        int status = response.status();
        if (status == 400 && isAboutPageToken(response.request().url(), message)) {
            return Problem.Kind.PAGE_TOKEN;
        }
        return switch (status) {
            case 401 -> Problem.Kind.AUTHENTICATION;
            case 403 -> Problem.Kind.PERMISSION;
            case 429 -> Problem.Kind.RATE_LIMITED;
            default ->
                switch (status / 100) {
                    case 4 -> Problem.Kind.INVALID_REQUEST;
                    case 5 -> Problem.Kind.SERVER;
                    default -> Problem.Kind.PROTOCOL;
                };
        };
    }

    /** The API has no code for it. Only a message that names another parameter alone rules the token out. */
    private static boolean isAboutPageToken(String url, @Nullable String message) {
        boolean hasToken = PAGE_TOKEN.matcher(url).find();
        boolean namesAnother = message != null
                && !message.contains("next_token")
                && OTHER_PARAMETERS.stream().anyMatch(message::contains);
        return hasToken && !namesAnother;
    }

    private static JsonNode body(Response response) {
        try {
            return JSON.readTree(ResponseBody.read(response, LONGEST_BODY));
        } catch (IOException notJson) {
            return JSON.missingNode();
        }
    }

    private @Nullable String text(JsonNode body, String field) {
        JsonNode text = body.path(field);
        boolean isText = text.isTextual() && !text.asText().isBlank();
        return isText ? Quoted.plain(secrets.removed(text.asText())) : null;
    }
}
