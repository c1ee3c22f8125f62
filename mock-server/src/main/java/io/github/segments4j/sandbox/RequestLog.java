package io.github.segments4j.sandbox;

import io.github.segments4j.sandbox.admin.LoggedRequest;
import io.github.segments4j.sandbox.admin.RequestHistory;
import io.github.segments4j.sandbox.endpoints.Router;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The last 10,000 requests of the API, and assertions about them. An assertion that fails throws an {@link
 * AssertionError} that lists the requests in question; no test library is needed.
 *
 * <p>Access tokens and forms are not kept. Safe for use by many threads.
 */
public final class RequestLog {
    private static final int MAX_LISTED = 20;

    private final RequestHistory history;

    RequestLog(RequestHistory history) {
        this.history = history;
    }

    /**
     * A request and its result.
     *
     * @param at when it arrived, by the sandbox's clock
     * @param method in capital letters; {@code ?} if the request was too broken to have one
     * @param path decoded, except for {@code %2F}
     * @param query as it was sent; empty if there was none
     * @param headers by name in lower case; {@code authorization} contains the scheme only
     * @param status of the response; 0 if a fault prevented one
     * @param faults the faults that were injected
     */
    public record Entry(
            Instant at,
            String method,
            String path,
            String query,
            Map<String, String> headers,
            int status,
            List<String> faults) {
        private static Entry of(LoggedRequest request) {
            return new Entry(
                    request.at(),
                    request.method(),
                    request.path(),
                    request.query(),
                    request.headers(),
                    request.status(),
                    request.faults());
        }

        /** {@return the request on one line; characters that control a terminal are escaped} */
        @Override
        public String toString() {
            return new LoggedRequest(0, at, method, path, query, headers, status, faults).toString();
        }

        /**
         * A header.
         *
         * @param name in any case
         * @return its value; repeated headers are joined by a comma
         */
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }
    }

    /** {@return the requests that are kept, oldest first, as a copy} */
    public List<Entry> all() {
        return history.list().stream().map(Entry::of).toList();
    }

    /** Forgets all requests. */
    public void clear() {
        history.clear();
    }

    /**
     * Asserts how many requests there were, including those that are no longer kept.
     *
     * @param expected 0 or more
     * @throws AssertionError if there were more or fewer
     */
    public void assertCount(int expected) {
        long count = history.count();
        if (count != expected) {
            throw new AssertionError(
                    "There should be " + requests(expected) + ", but there were " + count + listed(history.list()));
        }
    }

    /**
     * Asserts how many pages were sent: {@code GET /segments} with status 200, whatever a fault did to the body.
     *
     * @param expected 0 or more
     * @throws AssertionError if there were more or fewer
     */
    public void assertPages(int expected) {
        List<LoggedRequest> listings = history.list().stream()
                .filter(each -> each.method().equals("GET") && Router.isSegments(each.path()))
                .toList();
        long pages = listings.stream().filter(each -> each.status() == 200).count();
        if (pages != expected) {
            throw new AssertionError("There should be " + expected + " pages with status 200, but there were " + pages
                    + " in " + requests(listings.size()) + listed(listings));
        }
    }

    /**
     * Asserts that a rate was never exceeded, by the sandbox's clock.
     *
     * @param requests the maximum in any such period, 1 or more
     * @param window the period, longer than 0; two requests exactly this far apart are not in the same period
     * @throws AssertionError if there were more
     * @throws IllegalArgumentException if one of them is too small
     */
    public void assertNeverMoreThan(int requests, Duration window) {
        if (requests < 1 || window.isZero() || window.isNegative()) {
            throw new IllegalArgumentException(
                    "There must be 1 request or more in more than no time, not " + requests + " in " + window);
        }
        List<LoggedRequest> sorted = history.list().stream()
                .sorted(Comparator.comparing(LoggedRequest::at))
                .toList();
        for (int i = requests; i < sorted.size(); i++) {
            Duration took = Duration.between(
                    sorted.get(i - requests).at(), sorted.get(i).at());
            if (took.compareTo(window) < 0) {
                throw new AssertionError("There should never be more than " + requests(requests) + " in "
                        + window.toMillis() + " ms, but these " + (requests + 1) + " came in " + took.toMillis()
                        + " ms" + listed(sorted.subList(i - requests, i + 1)));
            }
        }
    }

    /** {@return how many requests there were, and the last of them} */
    @Override
    public String toString() {
        return requests(history.count()) + listed(history.list());
    }

    private static String requests(long count) {
        return count == 1 ? "1 request" : count + " requests";
    }

    private static String listed(List<LoggedRequest> requests) {
        if (requests.isEmpty()) {
            return ".";
        }
        int from = Math.max(0, requests.size() - MAX_LISTED);
        String intro = from == 0 ? ":" : ", of which the last " + MAX_LISTED + ":";
        return requests.subList(from, requests.size()).stream()
                .map(each -> "\n  " + each)
                .collect(Collectors.joining("", intro, ""));
    }
}
