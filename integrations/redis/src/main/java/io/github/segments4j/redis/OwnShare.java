package io.github.segments4j.redis;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Spaces the requests of this process while Redis cannot be reached. The process uses 85 % of its earlier part of the
 * quota, so that all processes together stay within the quota although none knows of the others. All of them lose Redis
 * at the same moment, so each waits a random time first.
 */
final class OwnShare {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** Less than 1, because requests of processes that are not coordinated may coincide. */
    private static final double PART = 0.85;

    /** The number of starts over which the share is averaged: a few seconds for a fleet. */
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

    /** Reserves the next turn, and returns its time. */
    synchronized long next(long end) throws TimeoutException {
        long now = System.nanoTime();
        // A process that is alone leaves no room for others.
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
