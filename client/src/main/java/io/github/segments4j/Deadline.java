package io.github.segments4j;

import java.time.Duration;

/**
 * The moment at which a page or a listing must be complete.
 *
 * @param name what a message calls it
 * @param end in nanoseconds of {@code time}
 */
record Deadline(String name, long end, Time time) {
    static Deadline ofPage(Duration duration, Time time) {
        return new Deadline("deadline", time.nanos() + duration.toNanos(), time);
    }

    static Deadline ofListing(Duration duration, Time time) {
        return new Deadline("listing's deadline", time.nanos() + duration.toNanos(), time);
    }

    /** Zero or negative once the deadline has passed. */
    Duration left() {
        return Duration.ofNanos(end - time.nanos());
    }

    /**
     * Returns how much time there is left for a request.
     *
     * @throws AttemptFailure if the deadline has passed
     */
    Duration leftFor(String request) {
        Duration left = left();
        if (left.compareTo(Duration.ZERO) <= 0) {
            throw new AttemptFailure(
                    Problem.of(Problem.Kind.CONNECTION, request + " was not sent: the " + name + " has passed"));
        }
        return left;
    }

    Deadline earlierOf(Deadline other) {
        return end - other.end < 0 ? this : other;
    }

    Deadline half() {
        return new Deadline(name, time.nanos() + left().toNanos() / 2, time);
    }
}
