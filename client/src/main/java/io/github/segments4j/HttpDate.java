package io.github.segments4j;

import feign.Response;
import java.time.*;
import java.time.format.DateTimeFormatter;
import java.util.*;

/** Reads dates of headers, in any of HTTP's three forms. */
final class HttpDate {
    private static final DateTimeFormatter FORMS = DateTimeFormatter.ofPattern(
                    "[EEE, d MMM yyyy HH:mm:ss zzz][EEEE, dd-MMM-yy HH:mm:ss zzz][EEE MMM ppd HH:mm:ss yyyy]",
                    Locale.US)
            .withZone(ZoneOffset.UTC);

    private HttpDate() {}

    /** Empty if it is none; {@code @1688169599} is the form that RFC 9745 has for Deprecation alone. */
    static Optional<Instant> parse(Map<String, Collection<String>> headers, String name) {
        String text = text(headers, name);
        try {
            return Optional.of(
                    text.matches("@\\d{1,11}")
                            ? Instant.ofEpochSecond(Long.parseLong(text.substring(1)))
                            : FORMS.parse(text, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Seconds, fractions of them too, or a date; zero if there is none, or if it has passed. */
    static Duration retryAfter(Response response, Instant now) {
        String text = text(response.headers(), "retry-after");
        if (text.matches("\\d{1,18}(\\.\\d{1,9})?")) {
            return Duration.ofMillis((long) Math.ceil(Double.parseDouble(text) * 1000));
        }
        Instant then = parse(response.headers(), "retry-after").orElse(now);
        return Collections.max(List.of(Duration.ZERO, Duration.between(now, then)));
    }

    /** A header that may come once, in one line. */
    static String text(Map<String, Collection<String>> headers, String name) {
        return String.join("", headers.getOrDefault(name, Set.of())).strip();
    }
}
