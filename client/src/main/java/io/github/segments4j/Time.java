package io.github.segments4j;

import java.time.*;
import java.util.concurrent.TimeUnit;

/** The passing of time, the system's unless a test holds it. */
interface Time {
    Time SYSTEM = new Time() {};

    /** Nanoseconds from an arbitrary origin; only differences mean something. */
    default long nanos() {
        return System.nanoTime();
    }

    default Duration since(long nanos) {
        return Duration.ofNanos(nanos() - nanos);
    }

    /** The date and time, for dates that the server sends. */
    default Instant now() {
        return Instant.now();
    }

    default void sleep(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }
}
