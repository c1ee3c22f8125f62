package io.github.segments4j;

import io.github.segments4j.SegmentsException.Attempts;
import io.github.segments4j.SegmentsException.Failure;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Retries transient errors, with backoff or a longer {@code Retry-After}. A 429 is the server's pace rather than a
 * failure: it is waited out while the deadline lasts, and does not count as one of the attempts.
 */
record RetryLoop(int attempts, Backoff backoff, Duration longestRetryAfter, Consumer<SegmentsEvent> events, Time time) {

    <T> T call(PagePosition position, Deadline deadline, Supplier<T> request) {
        Call call = new Call(position, deadline);
        while (true) {
            try {
                return request.get();
            } catch (AttemptFailure failure) {
                call.waitAfter(failure);
            }
        }
    }

    /** One request, with all its attempts. */
    private final class Call {
        private final PagePosition position;
        private final Deadline deadline;
        private final long start = time.nanos();
        private int failures;
        private int refusals;

        Call(PagePosition position, Deadline deadline) {
            this.position = position;
            this.deadline = deadline;
        }

        /** Returns when it is time for the next attempt; throws if there is none. */
        void waitAfter(AttemptFailure failure) {
            int errors = failure.problem.status() == Problem.TOO_MANY_REQUESTS ? ++refusals : ++failures;
            if (!failure.problem.isTransient() || failures == attempts) {
                throw exception(failure, null);
            }
            Duration asked = failure.problem.retryAfterOrZero();
            if (asked.compareTo(longestRetryAfter) > 0) {
                throw exception(
                        failure,
                        "the server asks to wait " + asked.toSeconds() + " s, longer than the "
                                + longestRetryAfter.toSeconds() + " s allowed");
            }
            Duration delay = Collections.max(List.of(backoff.after(errors), asked));
            if (delay.compareTo(deadline.left()) >= 0) {
                throw exception(failure, "the " + deadline.name() + " leaves no time for another attempt");
            }
            events.accept(new SegmentsEvent.Retry(exception(failure, null), failures + refusals + 1, delay));
            try {
                time.sleep(delay);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw exception(failure, "its thread was interrupted");
            }
        }

        private SegmentsException exception(AttemptFailure failure, @Nullable String whyNoMore) {
            Attempts soFar = new Attempts(failures + refusals, time.since(start), whyNoMore);
            return SegmentsException.of(new Failure(failure.problem, soFar, position, failure.getCause()));
        }
    }
}
