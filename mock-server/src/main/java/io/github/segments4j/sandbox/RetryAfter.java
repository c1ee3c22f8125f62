package io.github.segments4j.sandbox;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Whether the rate limit's 429 says when to come back. The vendor documents nothing of the kind. */
public enum RetryAfter {
    /** No {@code Retry-After}. */
    NONE,
    /** {@code Retry-After: 1}, in seconds. */
    SECONDS,
    /** {@code Retry-After} with the date, by the sandbox's clock, of the next whole second but one. */
    DATE;

    /** What an HTTP date looks like: RFC 9110, 5.6.7. */
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    public static String httpDate(Instant instant) {
        return HTTP_DATE.format(instant);
    }

    /** A second later each of the limits admits at least one request. */
    public Map<String, String> headers(Instant now) {
        return switch (this) {
            case NONE -> Map.of();
            case SECONDS -> Map.of("Retry-After", "1");
            case DATE -> Map.of("Retry-After", httpDate(now.plusSeconds(2)));
        };
    }
}
