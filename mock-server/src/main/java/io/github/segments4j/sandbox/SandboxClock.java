package io.github.segments4j.sandbox;

import io.github.segments4j.sandbox.admin.AdjustableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The clock of a sandbox. Rate limits, access tokens and page tokens follow it, so that a test sees them expire without
 * waiting.
 *
 * <p>It follows the system's clock until it is moved. {@link Sandbox#reset} makes it follow the system's clock again.
 * Safe for use by many threads.
 */
public final class SandboxClock implements InstantSource {
    private final AdjustableClock clock;

    SandboxClock(AdjustableClock clock) {
        this.clock = clock;
    }

    @Override
    public Instant instant() {
        return clock.instant();
    }

    /**
     * Moves the clock forward. A running clock keeps running, and a stopped one stays stopped.
     *
     * @param duration zero or more
     * @throws IllegalArgumentException if it is negative, or leads past the year 9999
     */
    public void advance(Duration duration) {
        clock.advance(duration);
    }

    /**
     * Stops the clock at an instant, before or after now. Only {@link #advance} moves it from there.
     *
     * @param instant from 1970 to the end of the year 9999
     * @throws IllegalArgumentException if it is outside these years
     */
    public void set(Instant instant) {
        clock.set(instant);
    }
}
