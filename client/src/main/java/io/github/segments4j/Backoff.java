package io.github.segments4j;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Exponential backoff with jitter: between half of a time that doubles and all of it. The fixed half is what lets the
 * default number of attempts outlast an outage of 30 s every time; with full jitter it would only do so on average.
 *
 * @param first the longest wait after the first error
 * @param longest where the doubling ends
 * @param random numbers from 0 to 1
 */
record Backoff(Duration first, Duration longest, DoubleSupplier random) {
    static final double JITTER = 0.5;

    /** More doublings than any two durations of at most a day can need. */
    private static final int MOST_DOUBLINGS = 30;

    /** The wait after so many errors in a row, 1 or more. */
    Duration after(int errors) {
        Duration doubled = first.multipliedBy(1L << Math.min(errors - 1, MOST_DOUBLINGS));
        Duration full = Collections.min(List.of(doubled, longest));
        return Duration.ofMillis(Math.round(full.toMillis() * (1 - JITTER * random.getAsDouble())));
    }
}
