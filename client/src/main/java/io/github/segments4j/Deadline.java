package io.github.segments4j;

import feign.Request;
import java.time.Duration;

/** How long one page may still take. Feign hands it through, from who asks to who sends. */
final class Deadline extends Request.Options {
    private final Duration deadline;
    private final Duration timeout;
    private final Time time;
    private final long start;

    /**
     * Starts now.
     *
     * @param deadline of the page, with all its attempts and waits
     * @param timeout of one exchange
     */
    Deadline(Duration deadline, Duration timeout, Time time) {
        this.deadline = deadline;
        this.timeout = timeout;
        this.time = time;
        this.start = time.nanos();
    }

    Duration elapsed() {
        return time.since(start);
    }

    Duration left() {
        return deadline.minus(elapsed());
    }

    /** For what must leave time for something else. */
    Deadline half() {
        return new Deadline(left().dividedBy(2), timeout, time);
    }

    /** How long an exchange that starts now may take. */
    Duration ofExchange() {
        return Time.shorter(timeout, left());
    }
}
