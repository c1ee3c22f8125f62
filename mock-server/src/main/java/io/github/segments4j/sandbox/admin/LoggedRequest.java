package io.github.segments4j.sandbox.admin;

import io.github.segments4j.sandbox.http.Delivery;
import io.github.segments4j.sandbox.http.Request;
import io.github.segments4j.sandbox.http.Response;
import io.github.segments4j.sandbox.json.PrintableText;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A request of the API and its result.
 *
 * @param number counted from 1 since the start
 * @param headers by name in lower case; {@code authorization} without the token
 * @param status of the response; 0 if a fault prevented one
 */
public record LoggedRequest(
        long number,
        Instant at,
        String method,
        String path,
        String query,
        Map<String, String> headers,
        int status,
        List<String> faults) {
    static LoggedRequest of(long number, Instant at, Request request, Response response) {
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.computeIfPresent(
                "authorization", (name, value) -> value.regionMatches(true, 0, "Bearer ", 0, 7) ? "Bearer ***" : "***");
        boolean isAnswered = response.delivery().outcome() == Delivery.Outcome.RESPONSE;
        return new LoggedRequest(
                number,
                at,
                request.method(),
                request.path(),
                request.query(),
                headers,
                isAnswered ? response.status() : 0,
                response.labels());
    }

    /** {@return the request on one line that is safe to print, whatever the client has sent} */
    @Override
    public String toString() {
        String line = at + " " + method + " " + path + (query.isEmpty() ? "" : "?" + query) + " -> "
                + (status == 0 ? "no answer" : status) + (faults.isEmpty() ? "" : " " + faults);
        return PrintableText.of(line);
    }
}
