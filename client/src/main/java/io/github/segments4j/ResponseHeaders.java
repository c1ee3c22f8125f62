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
import java.util.stream.Collectors;

/** Reads the headers of a response. The map that Feign keeps them in finds names in upper and lower case. */
final class ResponseHeaders {
    /** The three forms of a date in HTTP (RFC 9110). */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "[EEE, d MMM yyyy HH:mm:ss zzz][EEEE, dd-MMM-yy HH:mm:ss zzz][EEE MMM ppd HH:mm:ss yyyy]",
                    Locale.US)
            .withZone(ZoneOffset.UTC);

    private final Map<String, Collection<String>> headers;

    ResponseHeaders(Map<String, Collection<String>> headers) {
        this.headers = headers;
    }

    /** The header's value, the first one if it comes more than once; empty if it is absent. */
    String text(String name) {
        return headers.getOrDefault(name, List.of()).stream()
                .findFirst()
                .orElse("")
                .strip();
    }

    boolean has(String name) {
        return headers.containsKey(name);
    }

    /** Empty if the value is not a date. {@code @1688169599} is the form that RFC 9745 has for Deprecation. */
    Optional<Instant> date(String name) {
        String text = text(name);
        try {
            if (text.matches("@\\d{1,11}")) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text.substring(1))));
            }
            return Optional.of(DATE.parse(text, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Seconds, which may have a fraction, or a date. Zero if the date has passed; empty if there is none. */
    Optional<Duration> retryAfter(Instant now) {
        String text = text("retry-after");
        if (text.matches("\\d{1,18}(\\.\\d{1,9})?")) {
            return Optional.of(Duration.ofMillis((long) Math.ceil(Double.parseDouble(text) * 1000)));
        }
        return date("retry-after")
                .map(then -> Duration.between(now, then))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }

    /** All of them, for callers: names are found in upper and lower case. */
    Map<String, List<String>> toMap(UnaryOperator<String> mask) {
        Map<String, List<String>> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) ->
                map.put(mask.apply(name), values.stream().map(mask).collect(Collectors.toUnmodifiableList())));
        return Collections.unmodifiableMap(map);
    }
}
