package io.github.segments4j;

import java.time.Duration;

/**
 * How fast requests start, depending on earlier refusals of the server. The value has a few numbers and no clock, so
 * that a limiter can store it where other processes read it. Times are in nanoseconds since any origin.
 *
 * <p>A single refusal may be a mistake of the server, and lowers the pace by 5 %. The sooner another one follows, the
 * more it lowers the pace, because others then use the quota as well. The pace rises with the square of the time:
 * slowly at first, when another refusal is likely, and quickly later, when the others have stopped.
 *
 * <p>The numbers were chosen by a simulation of 1 to 8 processes on one quota, with five kinds of limits: see {@code
 * benchmarks/REPORT.md}.
 *
 * @param full requests a second while nothing is refused
 * @param slowest requests a second that it never falls below
 * @param increase requests a second that it gains in the first second
 * @param pace requests a second at the time {@code set}
 * @param set when {@code pace} was set
 */
record AdaptivePace(double full, double slowest, double increase, double pace, long set) {
    private static final double SECOND = Duration.ofSeconds(1).toNanos();

    /** The part of the pace that remains after a single refusal. */
    static final double DECREASE = 0.95;

    /** The part that would remain if a refusal followed a decrease at once. The later it comes, the more remains. */
    static final double REPEATED_DECREASE = 0.3;

    /** A refusal that comes this long after the last decrease counts as a single one again. */
    static final Duration REPEATED_WITHIN = Duration.ofSeconds(5);

    /** Refusals that follow sooner do not lower the pace again: they may be answers to requests of the old pace. */
    static final Duration DECREASE_AT_MOST_EVERY = Duration.ofSeconds(1);

    /**
     * The gain of the first second, as a share of the limit. In two seconds it is 4 times, in three 9 times as much.
     */
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

    /** Whether the pace has recovered, so that bursts of requests are allowed. */
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
