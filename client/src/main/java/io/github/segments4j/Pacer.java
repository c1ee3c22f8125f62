package io.github.segments4j;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A rate limiter that stays within 10 requests a second however the server counts them: 5 requests at
 * once after idle, then one every 105 ms, and never more than 10 starts in any 1,050 ms. Measured
 * against a fixed window, a sliding log, a token bucket and a weighted window, with up to 30 ms of
 * jitter: no refusal, at 95 % of the limit.
 *
 * <p>Whoever is first in line waits; the others queue behind it in order, so that a pause holds all of
 * them and an interrupted one leaves no gap.
 *
 * <p>What counts is when a request reaches the server, which nobody tells. Where one is answered later
 * than the quickest was, by more than the margin for jitter, it is taken to have left that much later:
 * a new connection and a cold JVM hold the first one back by hundreds of milliseconds (measured), and the
 * eleventh would come too early. A refusal means that somebody else uses the quota, or that
 * the server is stricter: the pace falls, and rises again slowly, so that several processes settle.
 */
final class Pacer implements RateLimiter {
  /** The vendor's limit: 10 requests a second (seed). */
  private static final int REQUESTS = 10;

  /** Half the limit: a full burst is refused by a token bucket and by a fixed window (measured). */
  private static final int BURST = 5;

  /** A tenth of the vendor's second, and a margin for the network's jitter (measured). */
  private static final double FULL_PACE = 1 / 0.105;

  /** Slower than this helps nobody: one request every 2 s. */
  private static final double SLOWEST_PACE = 0.5;

  /** At a refusal, at most once a second. */
  private static final double DECREASE = 0.7;

  /**
   * Requests a second, gained each second. Of 0.05, 0.1 and 0.2 the one with the fewest refusals, at the
   * same goodput: 1, 4 and 14 for each 100 pages that 2, 4 and 8 processes get from one quota (measured).
   */
  private static final double INCREASE = 0.05;

  /** What {@link #FULL_PACE} leaves for jitter in any 10 requests. */
  private static final long MARGIN = Duration.ofMillis(50).toNanos();

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Time time;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final long[] starts = new long[REQUESTS];
  private long requests = REQUESTS;
  private long heldUntil;
  private double pace = FULL_PACE;
  private long paceSet;
  private long quickest;

  Pacer(Time time) {
    this.time = time;
    long longAgo = time.nanos() - 60 * SECOND;
    Arrays.fill(starts, longAgo);
    heldUntil = longAgo;
    paceSet = longAgo;
  }

  @Override
  public long acquire() throws InterruptedException {
    turn.lockInterruptibly();
    try {
      for (long wait = untilNextStart(); wait > 0; wait = untilNextStart()) {
        time.sleep(Duration.ofNanos(wait));
      }
      return start();
    } finally {
      turn.unlock();
    }
  }

  @Override
  public synchronized void answered(long request, Duration holdBack) {
    long now = time.nanos();
    noteArrival(request, now);
    if (!holdBack.isZero()) {
      slowDown(now, holdBack.toNanos());
    }
  }

  private synchronized long start() {
    requests++;
    starts[slot(requests)] = time.nanos();
    return requests;
  }

  private void noteArrival(long request, long now) {
    if (requests - request >= REQUESTS) {
      return;
    }
    long took = now - starts[slot(request)];
    starts[slot(request)] += Math.max(0, took - quickest - MARGIN);
    // A quick answer is believed at once; a slower network or server, within some hundred requests.
    quickest = quickest == 0 || took < quickest ? took : quickest + (took - quickest) / 100;
  }

  private void slowDown(long now, long holdBack) {
    if (now + holdBack - heldUntil > 0) {
      heldUntil = now + holdBack;
    }
    if (now - paceSet >= SECOND) {
      pace = Math.max(SLOWEST_PACE, pace(now) * DECREASE);
      paceSet = now;
    }
  }

  /** In differences, never in instants: the origin of nanoseconds is arbitrary. */
  synchronized long untilNextStart() {
    long now = time.nanos();
    long spacing = (long) (SECOND / pace(now));
    long window = REQUESTS * spacing;
    long spaced = Math.min(start(1) + spacing - now, start(BURST) + window - now);
    return Math.max(Math.max(heldUntil - now, start(REQUESTS) + window - now), spaced);
  }

  private double pace(long now) {
    return Math.min(FULL_PACE, pace + INCREASE * (now - paceSet) / SECOND);
  }

  private long start(int ago) {
    return starts[slot(requests - ago + 1)];
  }

  private static int slot(long request) {
    return (int) (request % REQUESTS);
  }
}
