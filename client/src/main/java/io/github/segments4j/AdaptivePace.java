package io.github.segments4j;

import java.time.Duration;

/**
 * How fast requests start, after what the server refused. A value of a few numbers that knows no clock: a limiter can keep
 * it wherever the processes that share it can read it. Times are in nanoseconds since any origin.
 *
 * <p>A single refusal may be a mistake of the server, and takes 5 % of the pace. The sooner another one follows, the more
 * it takes, because then others use the quota as well. The pace rises with the square of the time: slowly at first, while
 * the next refusal is near, and quickly when the others have left.
 *
 * <p>The numbers won a simulation of 1 to 8 processes on one quota, with five kinds of limits: see {@code
 * benchmarks/REPORT.md}.
 *
 * @param full requests a second as long as nothing is refused
 * @param slowest requests a second that it never falls below
 * @param increase requests a second that it gains in the first second
 * @param pace requests a second, when it was set
 * @param set when it was set
 */
record AdaptivePace(double full, double slowest, double increase, double pace, long set) {
    private static final double SECOND = Duration.ofSeconds(1).toNanos();

    /** What a refusal leaves of the pace. */
    static final double DECREASE = 0.95;

    /** What a refusal right after a decrease would leave. It leaves more the later it comes. */
    static final double REPEATED_DECREASE = 0.3;

    /** A refusal that comes so much later is a single one again. */
    static final Duration REPEATED_WITHIN = Duration.ofSeconds(5);

    /** Refusals that follow sooner do not lower the pace again: they may be answers to requests of the old pace. */
    static final Duration DECREASE_AT_MOST_EVERY = Duration.ofSeconds(1);

    /** What the pace gains in the first second, as a share of the limit; 4 times as much in two, 9 times in three. */
    static final double INCREASE = 0.0001;

    /** The slowest pace, as a share of the limit: one request every 2 s at a limit of 10. */
    static final double SLOWEST = 0.05;

    /** The full pace for a limit of so many requests a second; {@code longAgo} is before any refusal. */
    static AdaptivePace full(int limit, double full, long longAgo) {
        return new AdaptivePace(full, SLOWEST * limit, INCREASE * limit, full, longAgo);
    }

    /** The same rule, at a pace that was set earlier, maybe by another process. */
    AdaptivePace setTo(double earlierPace, long when) {
        return new AdaptivePace(full, slowest, increase, earlierPace, when);
    }

    /** Requests a second. */
    double at(long now) {
        double seconds = (now - set) / SECOND;
        return Math.min(full, pace + increase * seconds * seconds);
    }

    /** Whether it has recovered, so that requests may come in bursts. */
    boolean isFull(long now) {
        return at(now) == full;
    }

    AdaptivePace afterRefusal(long now) {
        long since = now - set;
        if (since < DECREASE_AT_MOST_EVERY.toNanos()) {
            return this;
        }
        double single = Math.min(1, since / (double) REPEATED_WITHIN.toNanos());
        double left = REPEATED_DECREASE + (DECREASE - REPEATED_DECREASE) * single;
        return new AdaptivePace(full, slowest, increase, Math.max(slowest, at(now) * left), now);
    }
}
