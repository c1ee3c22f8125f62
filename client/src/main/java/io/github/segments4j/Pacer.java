package io.github.segments4j;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A rate limiter that stays within 10 requests a second however the server counts them: 5 requests at
 * once after idle, then one every 105 ms, and never more than 10 starts in any 1,050 ms. Measured
 * against a fixed window, a sliding log, a token bucket and a weighted window, with up to 30 ms of
 * jitter: no refusal, at 95 % of the limit. Whoever is first in line waits; the others queue behind it
 * in order, so that a pause holds all of them and an interrupted one leaves no gap.
 */
final class Pacer implements RateLimiter {
  /** The vendor's limit: 10 requests a second (seed). */
  private static final int REQUESTS = 10;

  /** Half the limit: a full burst is refused by a token bucket and by a fixed window (measured). */
  private static final int BURST = 5;

  private static final long SPACING = Duration.ofMillis(105).toNanos();

  /** The vendor's second and a margin for the network's jitter (measured). */
  private static final long WINDOW = Duration.ofMillis(1050).toNanos();

  private final Time time;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final long[] starts = new long[REQUESTS];
  private int latest;
  private volatile long heldUntil;

  Pacer(Time time) {
    this.time = time;
    long longAgo = time.nanos() - WINDOW;
    java.util.Arrays.fill(starts, longAgo);
    heldUntil = longAgo;
  }

  @Override
  public void acquire() throws InterruptedException {
    turn.lockInterruptibly();
    try {
      for (long wait = untilNextStart(); wait > 0; wait = untilNextStart()) {
        time.sleep(Duration.ofNanos(wait));
      }
      latest = (latest + 1) % REQUESTS;
      starts[latest] = time.nanos();
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void refused(Duration holdBack) {
    long until = time.nanos() + holdBack.toNanos();
    synchronized (this) {
      if (until - heldUntil > 0) {
        heldUntil = until;
      }
    }
  }

  /** Differences, never the values themselves: the origin of nanoseconds is arbitrary. */
  private long untilNextStart() {
    long now = time.nanos();
    long spaced = start(1) + SPACING - now;
    long burst = start(BURST) + WINDOW - now;
    long window = start(REQUESTS) + WINDOW - now;
    return Math.max(Math.max(heldUntil - now, window), Math.min(spaced, burst));
  }

  private long start(int ago) {
    return starts[(latest - ago + 1 + REQUESTS) % REQUESTS];
  }
}
