package io.github.segments4j;

import java.time.Duration;
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
 */
final class Pacer implements RateLimiter {
    private final Time time;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final StartSchedule schedule;
    private long lastStart;

    Pacer(int limit, Time time) {
        this.time = time;
        schedule = new StartSchedule(limit, time.nanos());
        lastStart = time.nanos() - StartSchedule.LONG_AGO;
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
        schedule.recordAnswer(time.nanos(), permit, holdBack);
    }

    synchronized long untilNextStart() {
        return schedule.untilNextStart(time.nanos());
    }

    private synchronized long recordStart() {
        long now = time.nanos();
        long request = schedule.recordStart(now, lastStart);
        lastStart = now;
        return request;
    }
}
