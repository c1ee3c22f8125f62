package io.github.segments4j;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A rate limiter that stays within so many requests a second however the server counts them. For the vendor's 10: 5
 * requests at once after idle, then one every 104 ms, and never more than 10 in any 1,040 ms. Measured against a fixed
 * window, a sliding log, a token bucket and a weighted window, with up to 30 ms of jitter: no refusal, at 95 to 96 % of
 * the limit.
 *
 * <p>The thread at the head of the line waits for its turn; the others queue behind it in order. So a pause holds all of
 * them, and an interrupted thread leaves no gap.
 *
 * <p>The server counts a request when it arrives, which is later than it starts here. A new connection or a cold JVM
 * delays a request by hundreds of milliseconds (measured). If the first ten requests are delayed and the eleventh is not,
 * it arrives too early. So the delay of a request counts, if it is among the first, or among the first after a pause. It
 * is how much longer its response took than the quickest one: at 350 ms where the quickest took 50 ms, the request counts
 * as started 300 ms later. Delays within the margin for jitter do not count.
 *
 * <p>A refusal means that somebody else uses the quota, or that the server is stricter. The {@linkplain AdaptivePace pace}
 * falls, without bursts, and rises again slowly, so that several processes settle.
 */
final class Pacer implements RateLimiter {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** What the full pace leaves for the network's jitter in any second (measured). */
    private static final long MARGIN = Duration.ofMillis(40).toNanos();

    /** Servers close a connection that was idle for some time, 10 s or more as a rule. */
    private static final long PAUSE = 10 * SECOND;

    private final int limit;

    private final Time time;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final long[] starts;

    /** How long each of those took to be answered; 0 until it is. */
    private final long[] took;

    /** When the last one was due. A thread wakes up late, and without this each delay would add to the next. */
    private long due;

    /** How many have started, plus the limit. */
    private long requests;

    /** The number of the last request that may have to open a connection. */
    private long lastCold;

    private long heldUntil;
    private AdaptivePace pace;
    private long quickest;

    Pacer(int limit, Time time) {
        this.limit = Setting.between("rate limit", limit, 1, 1_000);
        this.time = time;
        starts = new long[limit];
        took = new long[limit];
        requests = limit; // So that the number of an earlier request is never negative.
        long longAgo = time.nanos() - 60 * SECOND;
        Arrays.fill(starts, longAgo);
        due = heldUntil = longAgo;
        pace = AdaptivePace.full(limit, limit * (double) SECOND / (SECOND + MARGIN), longAgo);
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
            return recordStart();
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
            // Follows a quicker response at once, and a slower network over about 100 responses.
            quickest = quickest == 0 || answer < quickest ? answer : quickest + (answer - quickest) / 100;
        }
        if (!holdBack.isZero()) {
            heldUntil = now + Math.max(holdBack.toNanos(), heldUntil - now);
            pace = pace.afterRefusal(now);
        }
    }

    private synchronized long recordStart() {
        long now = time.nanos();
        long overdue = -untilNextStart();
        boolean wokeLate = overdue > 0 && overdue < MARGIN;
        // No more than the spacing can spare: the next request comes no closer than the limit's even share.
        due = wokeLate ? now - Math.min(MARGIN / limit, overdue) : now;
        if (now - starts[slot(requests)] > PAUSE) {
            lastCold = requests + 2L * limit;
        }
        requests++;
        starts[slot(requests)] = now;
        took[slot(requests)] = 0;
        return requests;
    }

    /** How long to wait; zero or less if a request may start. All are differences: nanoseconds have no fixed origin. */
    synchronized long untilNextStart() {
        long now = time.nanos();
        long spacing = (long) (SECOND / pace.at(now));
        long window = limit * spacing;
        long untilHoldEnds = heldUntil - now;
        long untilWindowFrees = startOf(limit) + window - now;
        long untilSpaced = due + arrivalDelay(1) + spacing - now;
        if (pace.isFull(now)) {
            // A burst of half the limit: a full one is refused by a token bucket and by a fixed window (measured).
            long untilBurstFrees = startOf(Math.max(1, limit / 2)) + window - now;
            untilSpaced = Math.min(untilSpaced, untilBurstFrees);
        }
        return Math.max(untilHoldEnds, Math.max(untilWindowFrees, untilSpaced));
    }

    /** When a request started, its delay included; {@code ago} is 1 for the last one. */
    private long startOf(int ago) {
        return starts[slot(requests - ago + 1)] + arrivalDelay(ago);
    }

    /** How much later than it started a request must have reached the server, as far as that is known. */
    private long arrivalDelay(int ago) {
        long request = requests - ago + 1;
        long delay = took[slot(request)] - quickest;
        return delay > MARGIN && request <= lastCold ? delay : 0;
    }

    private int slot(long request) {
        return (int) (request % limit);
    }
}
