package io.github.segments4j;

import java.time.Duration;
import java.util.Optional;
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
        Deadline left = new Deadline(deadline, time);
        for (int attempt = 1; ; attempt++) {
            try {
                return request.apply(left);
            } catch (SegmentsException e) {
                Duration delay = Time.longer(backoff(attempt), e.problem().retryAfter());
                Optional<String> end = end(e.problem(), attempt, delay, left);
                e.after(attempt, left.elapsed(), end.orElse(""));
                if (end.isPresent()) {
                    throw e;
                }
                events.accept(new SegmentsEvent.Retry(e, attempt + 1, delay));
                try {
                    time.sleep(delay);
                } catch (InterruptedException interrupt) {
                    Thread.currentThread().interrupt();
                    throw e.after(attempt, left.elapsed(), "; its thread was interrupted");
                }
            }
        }
    }

    /** Why this failure is final, where the failure itself does not say it. */
    private Optional<String> end(Problem problem, int attempt, Duration delay, Deadline left) {
        if (!problem.retryable() || attempt == attempts) {
            return Optional.of("");
        }
        if (problem.retryAfter().compareTo(longestRetryAfter) > 0) {
            return Optional.of(
                    "; the server asks to wait " + problem.retryAfter().toSeconds() + " s, longer than the "
                            + longestRetryAfter.toSeconds() + " s allowed");
        }
        return delay.compareTo(left.left()) < 0
                ? Optional.empty()
                : Optional.of("; the deadline leaves no time for another attempt");
    }

    private Duration backoff(int attempt) {
        long full = backoff.toMillis() << Math.min(attempt - 1, 20);
        return Duration.ofMillis((long) (Math.min(full, longestBackoff.toMillis()) * random.getAsDouble()));
    }
}
