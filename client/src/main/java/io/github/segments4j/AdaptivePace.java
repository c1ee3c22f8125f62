package io.github.segments4j;

import java.time.Duration;

/**
 * How fast requests start, after what the server refused. A value of a few numbers that knows no clock: a limiter can keep
 * it wherever the processes that share it can read it. Times are in nanoseconds since any origin.
 *
 * @param full requests a second as long as nothing is refused
 * @param slowest requests a second that it never falls below
 * @param gain what it gains each second, in requests a second
 * @param pace requests a second, when it was set
 * @param set when it was set
 */
record AdaptivePace(double full, double slowest, double gain, double pace, long set) {
    private static final double SECOND = Duration.ofSeconds(1).toNanos();

    /** What a refusal leaves of the pace. */
    static final double DECREASE = 0.7;

    /** Refusals that follow sooner do not lower the pace again: they may be answers to requests of the old pace. */
    static final Duration DECREASE_AT_MOST_EVERY = Duration.ofSeconds(1);

    /**
     * What the pace gains each second, as a share of the limit. Of 0.005, 0.01 and 0.02 it has the fewest refusals at the
     * same throughput: 1, 4 and 14 for each 100 pages that 2, 4 and 8 processes get from one quota of 10 (measured).
     */
    static final double INCREASE = 0.005;

    /** The slowest pace, as a share of the limit: one request every 2 s at a limit of 10. */
    static final double SLOWEST = 0.05;

    /** The full pace for a limit of so many requests a second; {@code longAgo} is before any refusal. */
    static AdaptivePace full(int limit, double full, long longAgo) {
        return new AdaptivePace(full, SLOWEST * limit, INCREASE * limit, full, longAgo);
    }

    /** Requests a second. */
    double at(long now) {
        return Math.min(full, pace + gain * (now - set) / SECOND);
    }

    /** Whether it has recovered, so that requests may come in bursts. */
    boolean isFull(long now) {
        return at(now) == full;
    }

    AdaptivePace afterRefusal(long now) {
        if (now - set < DECREASE_AT_MOST_EVERY.toNanos()) {
            return this;
        }
        return new AdaptivePace(full, slowest, gain, Math.max(slowest, at(now) * DECREASE), now);
    }
}
