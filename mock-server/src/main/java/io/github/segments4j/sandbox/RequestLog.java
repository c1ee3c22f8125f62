package io.github.segments4j.sandbox;

import io.github.segments4j.sandbox.endpoints.Refusal;
import io.github.segments4j.sandbox.endpoints.Router;
import io.github.segments4j.sandbox.http.Answer;
import io.github.segments4j.sandbox.http.Delivery;
import io.github.segments4j.sandbox.http.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The requests that the sandbox had, the last ones where there are too many to keep, and assertions over
 * them. An assertion that fails throws an {@link AssertionError} that lists the requests that come nearest;
 * no test library is needed.
 *
 * <p>No access token is kept, and no form. Safe for use by many threads.
 */
public final class RequestLog {
    private static final int MOST_LISTED = 20;

    /** Several times what 10,000 requests of a client need: huge ones must not fill the memory. Our choice. */
    private static final long MOST_CHARACTERS = 32L * 1024 * 1024;

    /** What a header takes beside its text, about. */
    private static final int HEADER = 64;

    private final int most;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long characters;
    private long dropped;

    /** For numbers that never come again, whatever is dropped or cleared. */
    private long gone;

    public RequestLog(int most) {
        this.most = most;
    }

    /**
     * A request and what came of it.
     *
     * @param at when it came in, by the sandbox's clock
     * @param method in capital letters
     * @param path decoded
     * @param query as it was sent; empty if there was none
     * @param headers by name in lower case; of {@code authorization} the scheme only
     * @param status of the answer, 0 where a fault left none
     * @param faults names of the faults that struck it
     */
    public record Entry(
            Instant at,
            String method,
            String path,
            String query,
            Map<String, String> headers,
            int status,
            List<String> faults) {
        /**
         * A header.
         *
         * @param name in any case
         * @return its value; several lines of it are joined by a comma
         */
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }

        /**
         * The parameters of the query.
         *
         * @return by name, decoded; empty if they are not percent-encoded correctly
         */
        public Map<String, List<String>> parameters() {
            try {
                return Request.decoded(query);
            } catch (Refusal e) {
                return Map.of();
            }
        }

        private long characters() {
            long sum = (long) path.length() + query.length();
            for (Map.Entry<String, String> header : headers.entrySet()) {
                sum += HEADER + header.getKey().length() + header.getValue().length();
            }
            return sum;
        }

        private boolean isPage() {
            return status == 200 && isForSegments();
        }

        private boolean isForSegments() {
            return method.equals("GET") && Router.isSegments(path);
        }

        /** One line. */
        @Override
        public String toString() {
            return at + " " + method + " " + path + (query.isEmpty() ? "" : "?" + query) + " -> "
                    + (status == 0 ? "no answer" : status) + (faults.isEmpty() ? "" : " " + faults);
        }
    }

    /** A request and its number, from 1 on since the start. */
    public record Numbered(long number, Entry entry) {}

    public synchronized List<Numbered> numbered() {
        List<Numbered> all = new ArrayList<>();
        for (Entry entry : entries) {
            all.add(new Numbered(gone + all.size() + 1, entry));
        }
        return all;
    }

    /**
     * All that are kept.
     *
     * @return the oldest first; it does not change
     */
    public synchronized List<Entry> all() {
        return List.copyOf(entries);
    }

    /**
     * Some of them, as a log of its own that gets no more.
     *
     * @param condition which ones
     * @return a log of those that are kept now
     */
    public RequestLog matching(Predicate<? super Entry> condition) {
        RequestLog some = new RequestLog(most);
        all().stream().filter(condition).forEach(some::add);
        return some;
    }

    /** Forgets all of them. */
    public synchronized void clear() {
        gone += entries.size();
        entries.clear();
        characters = 0;
        dropped = 0;
    }

    /**
     * Holds that there were so many requests, those included that were too many to keep.
     *
     * @param expected 0 or more
     * @throws AssertionError if there were more or fewer
     */
    public synchronized void assertCount(int expected) {
        long count = entries.size() + dropped;
        if (count != expected) {
            throw new AssertionError(
                    "There should be " + requests(expected) + ", but there were " + count + listed(all()));
        }
    }

    /**
     * Holds that so many pages were given: {@code GET /segments} with status 200, whatever a fault made of the
     * rest.
     *
     * @param expected 0 or more
     * @throws AssertionError if there were more or fewer
     */
    public void assertPages(int expected) {
        List<Entry> asked = all().stream().filter(Entry::isForSegments).toList();
        long pages = asked.stream().filter(Entry::isPage).count();
        if (pages != expected) {
            throw new AssertionError("There should be " + expected + " pages with status 200, but there were " + pages
                    + " in " + requests(asked.size()) + listed(asked));
        }
    }

    /**
     * Holds that every request had a header, and that there was one at all.
     *
     * @param name in any case
     * @param value the whole value; of {@code Authorization} only {@code Bearer ***} is known
     * @throws AssertionError if one had another or none, or if there was no request
     */
    public void assertHeader(String name, String value) {
        List<Entry> all = all();
        List<Entry> others = all.stream()
                .filter(entry -> !entry.header(name).equals(Optional.of(value)))
                .toList();
        if (all.isEmpty() || !others.isEmpty()) {
            throw new AssertionError("Every request should have \"" + name + ": " + value + "\", but "
                    + others.size() + " of " + all.size() + " had not"
                    + listed(others.stream()
                            .map(entry -> entry + ", " + name + ": "
                                    + entry.header(name).orElse("(none)"))
                            .toList()));
        }
    }

    /**
     * Holds that in no time of that length there were more requests than that, by the sandbox's clock.
     *
     * @param requests 1 or more
     * @param window longer than 0; two requests that are as far apart as this are not in one window
     * @throws AssertionError if there were more
     * @throws IllegalArgumentException if one of them is too small
     */
    public void assertNeverMoreThan(int requests, Duration window) {
        if (requests < 1 || window.isZero() || window.isNegative()) {
            throw new IllegalArgumentException(
                    "There must be 1 request or more in more than no time, not " + requests + " in " + window);
        }
        List<Entry> sorted =
                all().stream().sorted(Comparator.comparing(Entry::at)).toList();
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

    /** How many there were, and the last of them. */
    @Override
    public synchronized String toString() {
        return requests(entries.size() + dropped) + listed(all());
    }

    public Entry add(Instant at, Request request, Answer answer) {
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.computeIfPresent(
                "authorization", (name, value) -> value.regionMatches(true, 0, "Bearer ", 0, 7) ? "Bearer ***" : "***");
        boolean isAnswered = answer.delivery().end() == Delivery.End.ANSWER;
        Entry entry = new Entry(
                at,
                request.method(),
                request.path(),
                request.query(),
                Collections.unmodifiableMap(headers),
                isAnswered ? answer.status() : 0,
                answer.delivery().faults());
        add(entry);
        return entry;
    }

    private synchronized void add(Entry entry) {
        entries.addLast(entry);
        characters += entry.characters();
        while (entries.size() > most || characters > MOST_CHARACTERS) {
            characters -= entries.removeFirst().characters();
            dropped++;
            gone++;
        }
    }

    private static String requests(long count) {
        return count == 1 ? "1 request" : count + " requests";
    }

    private static String listed(List<?> lines) {
        int from = Math.max(0, lines.size() - MOST_LISTED);
        return lines.isEmpty()
                ? "."
                : lines.subList(from, lines.size()).stream()
                        .map(line -> "\n  " + line)
                        .collect(Collectors.joining(
                                "", from == 0 ? ":" : ", of which the last " + MOST_LISTED + ":", ""));
    }
}
