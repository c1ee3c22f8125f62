package io.github.segments4j.conformance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a listing, as a driver printed it.
 *
 * @param error the kind of the error, null if there was none
 * @param status the status of the error, 0 if there was no answer
 * @param token the token of the page that failed, null if it was the first page
 * @param total the number of all rows, as the first page had it; null if it had none
 * @param requestsAtPause the number of requests when the driver paused, -1 if it did not
 * @param sleeps how long the client slept each time, in milliseconds; empty if its clock was that of the system
 */
record Outcome(
        List<Row> rows,
        @Nullable String error,
        int status,
        int attempts,
        @Nullable String token,
        String message,
        @Nullable Long total,
        int requestsAtPause,
        List<Long> sleeps) {}
