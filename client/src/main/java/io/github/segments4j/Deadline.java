package io.github.segments4j;

import feign.Request;
import java.time.Duration;

/** How long one page may still take, from now on. Feign hands it through, from who asks to who sends. */
final class Deadline extends Request.Options {
    private final Duration deadline;
    private final Time time;
    private final long start;

    Deadline(Duration deadline, Time time) {
        this.deadline = deadline;
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
        return new Deadline(left().dividedBy(2), time);
    }
}
