package io.github.segments4j;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The clock, which a test can replace. */
interface Time {
    Time SYSTEM = new Time() {};

    /** Nanoseconds since an arbitrary origin: only differences are meaningful. */
    default long nanos() {
        return System.nanoTime();
    }

    default Duration since(long nanos) {
        return Duration.ofNanos(nanos() - nanos);
    }

    /** The date and time, to compare with dates that the server sends. */
    default Instant now() {
        return Instant.now();
    }

    default void sleep(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }
}
