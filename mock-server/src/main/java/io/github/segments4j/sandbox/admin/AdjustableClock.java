package io.github.segments4j.sandbox.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Follows the system's clock until it is moved. Safe for use by many threads. */
public final class AdjustableClock implements InstantSource {
    private static final Instant MAX = Instant.parse("9999-12-31T23:59:59Z");

    private final InstantSource system;
    private @Nullable Instant stopped;
    private Duration ahead = Duration.ZERO;

    public AdjustableClock(InstantSource system) {
        this.system = system;
    }

    @Override
    public synchronized Instant instant() {
        return stopped == null ? system.instant().plus(ahead) : stopped;
    }

    /** A running clock keeps running, and a stopped one stays stopped. */
    public synchronized void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(
                    "The clock advances by zero or more, not by " + duration + ": set it instead");
        }
        Instant now = instant();
        if (duration.compareTo(Duration.between(now, MAX)) > 0) {
            throw new IllegalArgumentException("The clock ends with the year 9999");
        }
        if (stopped == null) {
            ahead = ahead.plus(duration);
        } else {
            stopped = now.plus(duration);
        }
    }

    /** Stops the clock at an instant. */
    public synchronized void set(Instant instant) {
        if (instant.isBefore(Instant.EPOCH) || instant.isAfter(MAX)) {
            throw new IllegalArgumentException(
                    "The clock can be set to an instant from 1970 to 9999, not to " + instant);
        }
        stopped = instant;
    }

    /** Follows the system's clock again. */
    synchronized void reset() {
        stopped = null;
        ahead = Duration.ZERO;
    }
}
