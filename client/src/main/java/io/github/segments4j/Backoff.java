package io.github.segments4j;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Exponential backoff with jitter: a wait is random between 50 % and 100 % of a base that doubles with each error. Since
 * half of it is fixed, the default number of attempts always outlasts an outage of 30 s; with full jitter it would only
 * do so on average.
 *
 * @param first the base after the first error, 1 ms or more
 * @param longest where the doubling ends
 * @param random numbers from 0 to 1
 */
record Backoff(Duration first, Duration longest, DoubleSupplier random) {
    static final double JITTER = 0.5;

    /** From 1 ms to a day takes 27. */
    private static final int MOST_DOUBLINGS = 30;

    /** The wait after a number of errors, 1 or more. */
    Duration after(int errors) {
        Duration doubled = first.multipliedBy(1L << Math.min(errors - 1, MOST_DOUBLINGS));
        Duration full = Collections.min(List.of(doubled, longest));
        return Duration.ofMillis(Math.round(full.toMillis() * (1 - JITTER * random.getAsDouble())));
    }
}
