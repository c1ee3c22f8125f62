package io.github.segments4j;

import java.nio.LongBuffer;
import java.time.Duration;
import java.util.Arrays;

/**
 * When requests may start, after those that have started. It neither waits nor locks, and {@code now} is always passed in,
 * in nanoseconds since any origin: a {@link Pacer} keeps one in memory, a {@link SharedPacer} in a file.
 *
 * <p>The server counts a request when it arrives, which is later than it starts here. A new connection or a cold JVM
 * delays a request by hundreds of milliseconds (measured). If the first ten requests are delayed and the eleventh is not,
 * it arrives too early. So the delay of a request counts, if it is among the first, or among the first after a pause. It
 * is how much longer its response took than the quickest one: at 350 ms where the quickest took 50 ms, the request counts
 * as started 300 ms later. Delays within the margin for jitter do not count.
 *
 * <p>A refusal means that somebody else uses the quota, or that the server is stricter. The pace
 * falls, without bursts, and rises again slowly, so that several processes settle.
 */
final class StartSchedule {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** What the full pace leaves for the network's jitter in any second (measured). */
    private static final long MARGIN = Duration.ofMillis(40).toNanos();

    /** Servers close a connection that was idle for some time, 10 s or more as a rule. */
    private static final long PAUSE = 10 * SECOND;

    static final int HIGHEST_LIMIT = 1_000;

    /** In nanoseconds. What happened so long ago has no effect any more. */
    static final long LONG_AGO = 60 * SECOND;

    /** How many fields there are beside the two arrays. */
    private static final int SINGLE_NUMBERS = 8;

    private final int limit;
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

    /** When the last request in the line of processes may start. */
    private long endOfLine;

    StartSchedule(int limit, long now) {
        this.limit = Setting.between("rate limit", limit, 1, HIGHEST_LIMIT);
        starts = new long[limit];
        took = new long[limit];
        requests = limit; // So that the number of an earlier request is never negative.
        long longAgo = now - LONG_AGO;
        Arrays.fill(starts, longAgo);
        due = heldUntil = endOfLine = longAgo;
        pace = AdaptivePace.full(limit, limit * (double) SECOND / (SECOND + MARGIN), longAgo);
    }

    int limit() {
        return limit;
    }

    /** How long to wait; zero or less if a request may start. All are differences: nanoseconds have no fixed origin. */
    long untilNextStart(long now) {
        long spacing = spacing(now);
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

    /** Records a start and returns the request's number; {@code previous} is when the same process started one before. */
    long recordStart(long now, long previous) {
        long overdue = -untilNextStart(now);
        boolean wokeLate = overdue > 0 && overdue < MARGIN;
        // No more than the spacing can spare: the next request comes no closer than the limit's even share.
        due = wokeLate ? now - Math.min(MARGIN / limit, overdue) : now;
        if (now - previous > PAUSE) {
            lastCold = requests + 2L * limit;
        }
        requests++;
        starts[slot(requests)] = now;
        took[slot(requests)] = 0;
        return requests;
    }

    void recordAnswer(long now, long request, Duration holdBack) {
        // A permit of a file that was lost is greater.
        if (request <= requests && requests - request < limit) {
            long answer = Math.max(0, now - starts[slot(request)]); // The clock may have been set back.
            took[slot(request)] = answer;
            // Follows a quicker response at once, and a slower network over about 100 responses.
            quickest = quickest == 0 || answer < quickest ? answer : quickest + (answer - quickest) / 100;
        }
        if (!holdBack.isZero()) {
            heldUntil = now + Math.max(holdBack.toNanos(), heldUntil - now);
            pace = pace.afterRefusal(now);
        }
    }

    /** How far apart requests start, other than in a burst. */
    long spacing(long now) {
        return (long) (SECOND / pace.at(now));
    }

    boolean hasLine(long now) {
        return endOfLine - now > 0;
    }

    /** When a request may start that has to wait until the line in front of it has started. */
    long behindTheLine(long now) {
        long wait = untilNextStart(now);
        return now + (hasLine(now) ? Math.max(wait, endOfLine + spacing(now) - now) : wait);
    }

    void lineUp(long place) {
        if (place - endOfLine > 0) {
            endOfLine = place;
        }
    }

    /** Gives a place back, if nobody stands behind it. */
    void leaveLine(long now, long place) {
        if (endOfLine == place) {
            endOfLine -= spacing(now);
        }
    }

    /** How long ago the last request has started; negative if the clock was set back since. */
    long sinceLastStart(long now) {
        return now - starts[slot(requests)];
    }

    /** How many numbers {@link #writeTo} writes for a limit. */
    static int numbers(int limit) {
        return 2 * limit + SINGLE_NUMBERS;
    }

    void writeTo(LongBuffer numbers) {
        numbers.put(starts).put(took);
        numbers.put(due)
                .put(requests)
                .put(lastCold)
                .put(heldUntil)
                .put(quickest)
                .put(endOfLine);
        numbers.put(Double.doubleToLongBits(pace.pace())).put(pace.set());
    }

    void readFrom(LongBuffer numbers) {
        numbers.get(starts).get(took);
        due = numbers.get();
        requests = numbers.get();
        lastCold = numbers.get();
        heldUntil = numbers.get();
        quickest = numbers.get();
        endOfLine = numbers.get();
        pace = pace.setTo(Double.longBitsToDouble(numbers.get()), numbers.get());
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
