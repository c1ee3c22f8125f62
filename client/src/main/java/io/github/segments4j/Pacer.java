package io.github.segments4j;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.*;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A rate limiter that stays within so many requests a second however the server counts them. For the
 * vendor's 10: 5 requests at once after idle, then one every 104 ms, and never more than 10 starts in any
 * 1,040 ms. Measured against a fixed window, a sliding log, a token bucket and a weighted window, with up to
 * 30 ms of jitter: no refusal, at 95 to 96 % of the limit.
 *
 * <p>Whoever is first in line waits; the others queue behind it in order, so that a pause holds all of
 * them and an interrupted one leaves no gap.
 *
 * <p>What counts is when a request reaches the server, which nobody tells. New connections and a cold JVM
 * hold the first ones back by hundreds of milliseconds (measured), and the eleventh would come too early. So
 * one of the first, or of the first after a pause, that is answered later than the quickest was, by more
 * than the margin for jitter, is taken to have left that much later. All of them may be slow alike, so that
 * they are judged again by each quicker answer. A refusal means that somebody else uses the quota, or that
 * the server is stricter: the pace falls, without bursts, and rises again slowly, so that several processes
 * settle.
 */
final class Pacer implements RateLimiter {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** What the full pace leaves for the network's jitter in any second (measured). */
    private static final long MARGIN = Duration.ofMillis(40).toNanos();

    /** Servers close a connection that was idle for some time, 10 s or more as a rule. */
    private static final long PAUSE = 10 * SECOND;

    /** At a refusal, at most once a second. */
    private static final double DECREASE = 0.7;

    /**
     * Share of the limit, gained each second. At a limit of 10, of 0.005, 0.01 and 0.02 the one with the
     * fewest refusals at the same goodput: 1, 4 and 14 for each 100 pages that 2, 4 and 8 processes get from
     * one quota (measured).
     */
    private static final double INCREASE = 0.005;

    /** Share of the limit; slower helps nobody: one request every 2 s at a limit of 10. */
    private static final double SLOWEST = 0.05;

    private final int limit;

    /** Requests a second. */
    private final double fullPace;

    private final Time time;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final long[] starts;

    /** How long each of those took to be answered; 0 until it is. */
    private final long[] took;

    /** When the last one should have started: a thread wakes late, and each time would add to the next. */
    private long due;

    private long requests;

    /** The last request that may have to open a connection. */
    private long lastCold;

    private long heldUntil;
    private double pace;
    private long paceSet;
    private long quickest;

    Pacer(int limit, Time time) {
        this.limit = Setting.between("rate limit", limit, 1, 1_000);
        this.time = time;
        fullPace = limit * (double) SECOND / (SECOND + MARGIN);
        pace = fullPace;
        starts = new long[limit];
        took = new long[limit];
        requests = limit;
        long longAgo = time.nanos() - 60 * SECOND;
        Arrays.fill(starts, longAgo);
        due = heldUntil = paceSet = longAgo;
    }

    @Override
    public long acquire(Duration atMost) throws InterruptedException, TimeoutException {
        long end = time.nanos() + atMost.toNanos();
        if (!turn.tryLock(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new TimeoutException();
        }
        try {
            for (long wait = untilNextStart(); wait > 0; wait = untilNextStart()) {
                if (wait > end - time.nanos()) {
                    throw new TimeoutException();
                }
                time.sleep(Duration.ofNanos(wait));
            }
            return start();
        } finally {
            turn.unlock();
        }
    }

    @Override
    public synchronized void answered(long permit, Duration holdBack) {
        long now = time.nanos();
        if (requests - permit < limit) {
            long answer = now - starts[slot(permit)];
            took[slot(permit)] = answer;
            // A quick answer is believed at once; a slower network or server, within some hundred requests.
            quickest = quickest == 0 || answer < quickest ? answer : quickest + (answer - quickest) / 100;
        }
        if (!holdBack.isZero()) {
            heldUntil = now + Math.max(holdBack.toNanos(), heldUntil - now);
            if (now - paceSet >= SECOND) {
                pace = Math.max(SLOWEST * limit, pace(now) * DECREASE);
                paceSet = now;
            }
        }
    }

    private synchronized long start() {
        long now = time.nanos();
        long overdue = -untilNextStart();
        boolean wokeLate = overdue > 0 && overdue < MARGIN;
        // No more than the spacing has to spare: the next comes no closer than the limit's even share.
        due = wokeLate ? now - Math.min(MARGIN / limit, overdue) : now;
        if (now - starts[slot(requests)] > PAUSE) {
            lastCold = requests + 2L * limit;
        }
        requests++;
        starts[slot(requests)] = now;
        took[slot(requests)] = 0;
        return requests;
    }

    /** In differences, never in instants: the origin of nanoseconds is arbitrary. */
    synchronized long untilNextStart() {
        long now = time.nanos();
        long spacing = (long) (SECOND / pace(now));
        long window = limit * spacing;
        long spaced = due + late(1) + spacing - now;
        if (pace(now) == fullPace) {
            // A burst of half the limit: a full one is refused by a token bucket and by a fixed window (measured).
            spaced = Math.min(spaced, start(Math.max(1, limit / 2)) + window - now);
        }
        return Math.max(Math.max(heldUntil - now, start(limit) + window - now), spaced);
    }

    private double pace(long now) {
        return Math.min(fullPace, pace + INCREASE * limit * (now - paceSet) / SECOND);
    }

    private long start(int ago) {
        return starts[slot(requests - ago + 1)] + late(ago);
    }

    private long late(int ago) {
        long request = requests - ago + 1;
        long late = took[slot(request)] - quickest;
        return late > MARGIN && request <= lastCold ? late : 0;
    }

    private int slot(long request) {
        return (int) (request % limit);
    }
}
