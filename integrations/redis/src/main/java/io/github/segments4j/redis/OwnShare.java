package io.github.segments4j.redis;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The turns of this process while Redis is away. It takes 85 % of the part of the quota that it had before, so that the
 * processes together stay within the quota without knowing of each other. All of them lose Redis at the same moment, so
 * each starts at random.
 */
final class OwnShare {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** Requests of processes that do not take turns may come together by chance. */
    private static final double PART = 0.85;

    /** Over how many starts the share is averaged: some seconds of a fleet. */
    private static final int STARTS = 16;

    /** The smallest share is a twentieth, so that a process that was idle is not held up for long. */
    private static final double MOST = 20;

    private final double spacing;

    /** How many starts all processes had for each start of this one. */
    private double startsOfAll = 1;

    private int averaged;
    private long lastNumber;
    private boolean isAlone;
    private long last;

    OwnShare(int quota) {
        spacing = SECOND / PART / quota;
    }

    /** Redis has handed out a start to this process; {@code number} counts those of all processes. */
    synchronized void shared(long number) {
        long since = number - lastNumber;
        if (lastNumber > 0 && since > 0) {
            averaged = Math.min(averaged + 1, STARTS);
            startsOfAll += (Math.min((double) since, MOST) - startsOfAll) / averaged;
        }
        lastNumber = number;
        isAlone = false;
    }

    /** Waits for the next turn. */
    void await(Duration atMost) throws InterruptedException, TimeoutException {
        long due = next(System.nanoTime() + atMost.toNanos());
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
    }

    /** When the next turn is, which is taken by that. */
    synchronized long next(long end) throws TimeoutException {
        long now = System.nanoTime();
        // Has no others to leave room for.
        long share = startsOfAll < 1.05 ? 0 : (long) (spacing * startsOfAll);
        long wait = isAlone ? last + share - now : ThreadLocalRandom.current().nextLong(share + 1);
        long due = now + Math.max(0, wait);
        if (due - end > 0) {
            throw new TimeoutException();
        }
        isAlone = true;
        last = due;
        return due;
    }
}
