package io.github.segments4j;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an exception says about the attempts of a request.
 *
 * @param elapsed with the waits between them
 * @param whyNoMore why a transient error was not retried although attempts were left; null otherwise
 */
record RetrySummary(
        int attempts, Duration elapsed, @Nullable String whyNoMore) implements Serializable {
    /** For an error that no attempt has caused, but the responses of several. */
    static final RetrySummary NONE = new RetrySummary(1, Duration.ZERO, null);
}
