package io.github.segments4j;

import java.time.Duration;
import java.util.*;
import java.util.function.*;

/**
 * Tries again what may succeed a moment later, with exponential backoff and full jitter, as the vendor
 * asks for on 429, 500 and 503. Outside Feign, whose own retries ignore a 503 without Retry-After and
 * cap Retry-After at a second. For the numbers, see the methods of {@link SegmentsClient.Builder}.
 *
 * @param random numbers from 0 to 1, for the jitter
 */
record RetryLoop(
        int attempts,
        Duration backoff,
        Duration longestBackoff,
        Duration longestRetryAfter,
        Duration deadline,
        Consumer<SegmentsEvent> events,
        DoubleSupplier random,
        Time time) {

    <T> T call(Function<Deadline, T> request) {
        long start = time.nanos();
        Deadline left = new Deadline(deadline, time);
        for (int attempt = 1; ; attempt++) {
            try {
                return request.apply(left);
            } catch (SegmentsException e) {
                Duration asked = e.problem.retryAfter();
                Duration delay = Collections.max(List.of(backoff(attempt), asked));
                boolean last = attempt == attempts || !e.problem.retryable();
                String obstacle = last ? "" : obstacle(asked, delay, left);
                e.after(attempt, time.since(start), obstacle);
                if (last || !obstacle.isEmpty()) {
                    throw e;
                }
                events.accept(new SegmentsEvent.Retry(e, attempt + 1, delay));
                try {
                    time.sleep(delay);
                } catch (InterruptedException interrupt) {
                    Thread.currentThread().interrupt();
                    throw e.after(attempt, time.since(start), "; its thread was interrupted");
                }
            }
        }
    }

    /** Why there is no other attempt, though one might help; empty if there is one. */
    private String obstacle(Duration asked, Duration delay, Deadline left) {
        String tooLong = "; the server asks to wait " + asked.toSeconds() + " s, longer than the "
                + longestRetryAfter.toSeconds() + " s allowed";
        String tooLate = delay.compareTo(left.left()) < 0 ? "" : "; the deadline leaves no time for another attempt";
        return asked.compareTo(longestRetryAfter) > 0 ? tooLong : tooLate;
    }

    private Duration backoff(int attempt) {
        long full = backoff.toMillis() << Math.min(attempt - 1, 20);
        return Duration.ofMillis((long) (Math.min(full, longestBackoff.toMillis()) * random.getAsDouble()));
    }
}
