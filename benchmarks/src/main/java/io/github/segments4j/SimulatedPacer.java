package io.github.segments4j;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** The client's own rate limiter on the clock of a simulation. It is in this package because that clock is not public. */
public final class SimulatedPacer {
    private final Pacer pacer;

    /** A limiter for so many requests a second; the clock returns nanoseconds. */
    public SimulatedPacer(int limit, LongSupplier clock) {
        pacer = new Pacer(limit, new Time() {
            @Override
            public long nanos() {
                return clock.getAsLong();
            }
        });
    }

    /** Nanoseconds to wait; zero or less if a request may start. */
    public long untilNextStart() {
        return pacer.untilNextStart();
    }

    /** Starts a request that may start now, and returns its permit. */
    public long start() throws InterruptedException, TimeoutException {
        return pacer.acquire(Duration.ZERO);
    }

    public void answered(long permit, Duration holdBack) {
        pacer.answered(permit, holdBack);
    }
}
