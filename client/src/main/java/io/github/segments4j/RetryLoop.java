package io.github.segments4j;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Retries transient errors. It waits for the backoff or for the server's {@code Retry-After}, whichever is longer. A 429
 * is the server's pace rather than a failure: it is waited out while the deadline lasts, and does not count as one of the
 * attempts.
 */
final class RetryLoop {
    private final int attempts;
    private final Backoff backoff;
    private final Duration longestRetryAfter;
    private final Consumer<SegmentsEvent> events;
    private final Time time;

    RetryLoop(int attempts, Backoff backoff, Duration longestRetryAfter, Consumer<SegmentsEvent> events, Time time) {
        this.attempts = attempts;
        this.backoff = backoff;
        this.longestRetryAfter = longestRetryAfter;
        this.events = events;
        this.time = time;
    }

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
        private int requests;
        private int failures;

        /** Those in a row. */
        private int refusals;

        Call(PagePosition position, Deadline deadline) {
            this.position = position;
            this.deadline = deadline;
        }

        /** Returns when it is time for the next attempt; throws if there is none. */
        void waitAfter(AttemptFailure failure) {
            Problem problem = failure.problem;
            requests++;
            Duration delay;
            if (problem.status() == Problem.TOO_MANY_REQUESTS) {
                refusals++;
                delay = backoff.after(refusals);
            } else {
                refusals = 0;
                failures++;
                delay = backoff.after(failures);
            }
            if (!problem.isTransient() || failures == attempts) {
                throw exception(failure, null);
            }
            Duration asked = problem.retryAfterOrZero();
            if (asked.compareTo(longestRetryAfter) > 0) {
                throw exception(
                        failure,
                        "the server asks to wait " + asked.toSeconds() + " s, longer than the "
                                + longestRetryAfter.toSeconds() + " s allowed");
            }
            delay = Collections.max(List.of(delay, asked));
            if (delay.compareTo(deadline.left()) >= 0) {
                throw exception(failure, "the " + deadline.name() + " leaves no time for another attempt");
            }
            events.accept(new SegmentsEvent.Retry(exception(failure, null), requests + 1, delay));
            try {
                time.sleep(delay);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw exception(failure, "its thread was interrupted");
            }
        }

        private SegmentsException exception(AttemptFailure failure, @Nullable String whyNoMore) {
            RetrySummary soFar = new RetrySummary(requests, time.since(start), whyNoMore);
            return SegmentsException.of(failure, soFar, position);
        }
    }
}
