package io.github.segments4j.sandbox;

import io.github.segments4j.sandbox.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What a sandbox takes for time: its rate limits, access tokens and tokens of pages read it and nothing else,
 * so that a test sees them end without a wait.
 *
 * <p>It runs with the system's time, ahead of it by what it was advanced. Once it was set, it stands, and only
 * {@link #advance} moves it, until {@link #release}. Safe for use by many threads.
 */
public final class SandboxClock implements InstantSource {
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final InstantSource system;
    private @Nullable Instant standing;
    private Duration ahead = Duration.ZERO;

    public SandboxClock(InstantSource system) {
        this.system = system;
    }

    /** The sandbox's time. */
    @Override
    public synchronized Instant instant() {
        return standing == null ? system.instant().plus(ahead) : standing;
    }

    /**
     * Moves the time on. A clock that runs goes on running, one that stands goes on standing.
     *
     * @param duration zero or more
     * @throws IllegalArgumentException if it is negative, or leads past the year 9999
     */
    public synchronized void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(
                    "The clock advances by zero or more, not by " + duration + ": set it instead");
        }
        Instant now = instant();
        if (duration.compareTo(Duration.between(now, LAST)) > 0) {
            throw new IllegalArgumentException("The clock ends with the year 9999");
        }
        if (standing == null) {
            ahead = ahead.plus(duration);
        } else {
            standing = now.plus(duration);
        }
    }

    /**
     * Stops the clock at an instant, before or after now.
     *
     * @param instant from 1970 to the end of the year 9999
     * @throws IllegalArgumentException if it is not
     */
    public synchronized void set(Instant instant) {
        if (instant.isBefore(Instant.EPOCH) || instant.isAfter(LAST)) {
            throw new IllegalArgumentException(
                    "The clock can be set to an instant from 1970 to 9999, not to " + instant);
        }
        standing = instant;
        ahead = Duration.ZERO;
    }

    /** Lets it follow the system's time again, as at the start. */
    public synchronized void release() {
        standing = null;
        ahead = Duration.ZERO;
    }

    public synchronized Json json() {
        return new Json()
                .object()
                .field("now", instant().toString())
                .field("stands", standing != null)
                .field("ahead", ahead.toString())
                .end();
    }

    /** The sandbox's time, for messages. */
    @Override
    public String toString() {
        return "SandboxClock[" + instant() + "]";
    }
}
