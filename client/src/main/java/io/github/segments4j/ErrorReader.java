package io.github.segments4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import feign.Response;
import io.github.segments4j.secrets.Secrets;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads error responses: the status, the headers, and what the vendor's error body says. Other bodies are ignored,
 * because a proxy may have sent them.
 */
final class ErrorReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** 429, 500 and 503 as the vendor says; 502 and 504 come from gateways in front of it (our choice). */
    static final Set<Integer> TRANSIENT = Set.of(429, 500, 502, 503, 504);

    /** In bytes: a message and two ids need far less. */
    private static final int LONGEST_BODY = 64 * 1024;

    private static final Pattern PAGE_TOKEN = Pattern.compile("[?&]next_token=");

    /** How a message names a parameter other than {@code next_token}. */
    private static final Pattern ANOTHER_PARAMETER = Pattern.compile(
            "with_total|api.version|amperity-tenant|[\"'`]limit[\"'`]|\\bparameter limit\\b|^limit\\b",
            Pattern.CASE_INSENSITIVE);

    private final Time time;
    private final Secrets secrets;

    ErrorReader(Time time, Secrets secrets) {
        this.time = time;
        this.secrets = secrets;
    }

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

    /**
     * Describes what is wrong with a response.
     *
     * @param what completes the sentence "GET … was answered 503", its first space or punctuation included
     */
    Problem problem(Response response, Problem.Kind kind, String what) {
        ResponseHeaders headers = new ResponseHeaders(response.headers());
        return Problem.of(
                kind,
                Quoted.request(response.request()) + " was answered " + response.status() + what,
                response.status(),
                headers.toMap(secrets::masked),
                headers.retryAfter(time.now()).orElse(null));
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

    /** See {@link InvalidPageTokenException}. */
    private static boolean isAboutPageToken(String url, @Nullable String message) {
        if (!PAGE_TOKEN.matcher(url).find()) {
            return false;
        }
        if (message == null || message.contains("next_token")) {
            return true;
        }
        return !ANOTHER_PARAMETER.matcher(message).find();
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
        return isText ? Quoted.plain(secrets.masked(text.asText())) : null;
    }
}
