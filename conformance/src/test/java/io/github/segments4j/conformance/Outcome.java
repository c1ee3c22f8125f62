package io.github.segments4j.conformance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a driver has told.
 *
 * @param error what kind, null if there was none
 * @param status 0 if there was no answer
 * @param token of the page that failed, null if it was the first
 * @param requestsAtPause -1 if it did not pause
 */
record Outcome(
        List<Row> rows,
        @Nullable String error,
        int status,
        int attempts,
        @Nullable String token,
        String message,
        int requestsAtPause) {}
