package io.github.segments4j;

import feign.Request;
import java.time.Duration;

/** How long one page may still take, from now on. Feign hands it through, from who asks to who sends. */
final class Deadline extends Request.Options {
    private final Time time;
    private final long end;

    Deadline(Duration deadline, Time time) {
        this.time = time;
        end = time.nanos() + deadline.toNanos();
    }

    Duration left() {
        return Duration.ofNanos(end - time.nanos());
    }
}
