package io.github.segments4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import feign.Response;
import io.github.segments4j.secrets.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads error responses: the status, the headers, and what the vendor's error body says. Other bodies are ignored,
 * because a proxy may have sent them.
 */
final class ErrorReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** 429, 500 and 503 as the vendor says; the others are our choice. The contract has the reason for each. */
    static final Set<Integer> TRANSIENT =
            Set.of(408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 527, 529, 530, 598, 599);

    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    /** In bytes: a message and two ids need far less. */
    private static final int LONGEST_BODY = 64 * 1024;

    private static final Pattern PAGE_TOKEN = Pattern.compile("[?&]next_token=([^&]*)");

    /** Of those that are masked: any text may hold a shorter one by chance (our choice). */
    private static final int SHORTEST_PAGE_TOKEN = 8;

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
        String message = text(body, "message", response);
        int status = response.status();
        String what = "";
        if (message != null) {
            what = ": " + message.replaceFirst("[.\\s]+$", "");
        } else if (status / 100 == 3) {
            what = ", a redirect" + target(response) + ", which is not followed";
        }
        Problem problem = problem(response, kind(response, message), what)
                .withBody(message, text(body, "request_id", response), text(body, "trace_id", response));
        if (status == PROXY_AUTHENTICATION_REQUIRED) {
            problem = problem.withAdvice(ConnectionFailure.PROXY_ASKS_FOR_LOGIN);
        } else if (status / 100 == 3) {
            problem = problem.withAdvice("Check the base URL");
        }
        return TRANSIENT.contains(status) ? problem.asTransient() : problem;
    }

    /** Where a redirect leads to, without what may be a secret: user, path and query. */
    private String target(Response response) {
        try {
            URI location = new URI(new ResponseHeaders(response.headers()).text("location"));
            String to = location.getScheme() + "://" + location.getHost();
            return location.getHost() == null ? "" : " to " + Quoted.plain(secrets.masked(to));
        } catch (URISyntaxException e) {
            return "";
        }
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
            case PROXY_AUTHENTICATION_REQUIRED -> Problem.Kind.CONNECTION;
            case 403 -> Problem.Kind.PERMISSION;
            case 429 -> Problem.Kind.RATE_LIMITED;
            default ->
                switch (status / 100) {
                    case 4 -> TRANSIENT.contains(status) ? Problem.Kind.SERVER : Problem.Kind.INVALID_REQUEST;
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
        try (InputStream body = ResponseBody.open(response, LONGEST_BODY)) {
            return JSON.readTree(body);
        } catch (IOException notJson) {
            return JSON.missingNode();
        }
    }

    private @Nullable String text(JsonNode body, String field, Response response) {
        JsonNode text = body.path(field);
        boolean isText = text.isTextual() && !text.asText().isBlank();
        return isText ? Quoted.plain(masked(text.asText(), response)) : null;
    }

    /** Logs and traces keep messages, and a page token does not belong there. */
    private String masked(String text, Response response) {
        Matcher pageToken = PAGE_TOKEN.matcher(response.request().url());
        boolean hasLongToken = pageToken.find() && pageToken.group(1).length() >= SHORTEST_PAGE_TOKEN;
        return secrets.masked(hasLongToken ? new Secrets(List.of(pageToken.group(1))).masked(text) : text);
    }
}
