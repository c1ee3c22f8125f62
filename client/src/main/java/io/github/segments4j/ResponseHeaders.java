package io.github.segments4j;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the headers of a response. The map that Feign keeps them in finds names in upper and lower case. */
final class ResponseHeaders {
    /** The three forms of a date in HTTP (RFC 9110). */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "[EEE, d MMM yyyy HH:mm:ss zzz][EEEE, dd-MMM-yy HH:mm:ss zzz][EEE MMM ppd HH:mm:ss yyyy]",
                    Locale.US)
            .withZone(ZoneOffset.UTC);

    /** What separates the elements of a list; not the comma within a date, which a day and the name of a month follow. */
    private static final Pattern COMMA = Pattern.compile(",(?!\\s*\\d\\d?[ -][A-Z][a-z]{2}[ -])");

    /** As good as for ever, and far from an overflow. */
    private static final double LONGEST_SECONDS = 1e12;

    private final Map<String, Collection<String>> headers;

    ResponseHeaders(Map<String, Collection<String>> headers) {
        this.headers = headers;
    }

    /** The header's value, the first one if it comes more than once; empty if it is absent. */
    String text(String name) {
        return values(name).findFirst().orElse("");
    }

    private Stream<String> values(String name) {
        return headers.getOrDefault(name, List.of()).stream().map(String::strip);
    }

    /** The elements of a header that is a list, in lower case. */
    List<String> list(String name) {
        return elements(name).map(element -> element.toLowerCase(Locale.ROOT)).toList();
    }

    private Stream<String> elements(String name) {
        return values(name)
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .filter(element -> !element.isEmpty());
    }

    boolean has(String name) {
        return headers.containsKey(name);
    }

    /**
     * The header's date, the first one if it comes more than once; empty if there is none. {@code @1688169599} is the form
     * that RFC 9745 has for Deprecation.
     */
    Optional<Instant> date(String name) {
        return values(name).flatMap(value -> parsedDate(value).stream()).findFirst();
    }

    private static Optional<Instant> parsedDate(String text) {
        try {
            if (text.matches("@\\d{1,11}")) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text.substring(1))));
            }
            return Optional.of(DATE.parse(text, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Seconds, which may have a fraction, or a date; the first one if there are several, empty if there is none. A date is
     * compared with the server's own {@code Date} if there is one: its clock may differ from ours.
     */
    Optional<Duration> retryAfter(Instant now) {
        Instant serverNow = date("date").orElse(now);
        return values("retry-after")
                .flatMap(COMMA::splitAsStream)
                .flatMap(element -> wait(element.strip(), serverNow).stream())
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                .findFirst();
    }

    private static Optional<Duration> wait(String element, Instant serverNow) {
        return parsedDate(element)
                .map(then -> Duration.between(serverNow, then))
                .or(() -> seconds(element));
    }

    private static Optional<Duration> seconds(String text) {
        if (!text.matches("\\d+(\\.\\d+)?")) {
            return Optional.empty();
        }
        double seconds = Math.min(Double.parseDouble(text), LONGEST_SECONDS);
        return Optional.of(Duration.ofMillis((long) Math.ceil(seconds * 1000)));
    }

    /** All of them, for callers: names are found in upper and lower case. */
    Map<String, List<String>> toMap(UnaryOperator<String> mask) {
        Map<String, List<String>> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) ->
                map.put(mask.apply(name), values.stream().map(mask).collect(Collectors.toUnmodifiableList())));
        return Collections.unmodifiableMap(map);
    }
}
