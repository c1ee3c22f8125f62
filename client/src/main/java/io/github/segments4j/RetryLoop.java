package io.github.segments4j;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries again what may succeed a moment later, with exponential backoff and full jitter, as the vendor
 * asks for on 429, 500 and 503. Outside Feign, whose own retries ignore a 503 without Retry-After and
 * cap Retry-After at a second.
 */
final class RetryLoop {
  private static final Logger LOG = LoggerFactory.getLogger(RetryLoop.class);

  /** The first four waits of a full backoff are some 4 s on average; our choice. */
  private static final int ATTEMPTS = 5;

  private static final Duration BASE = Duration.ofMillis(500);
  private static final Duration CAP = Duration.ofSeconds(30);

  private final Time time;
  private final DoubleSupplier random;
  private final Duration deadline;

  /**
   * @param random numbers from 0 to 1, for the jitter
   * @param deadline of all attempts and the waits between them
   */
  RetryLoop(Time time, DoubleSupplier random, Duration deadline) {
    this.time = time;
    this.random = random;
    this.deadline = deadline;
  }

  /** One attempt; it is told how much of the deadline is left. */
  interface Attempt<T> {
    T run(Duration left);
  }

  <T> T call(Attempt<T> attempt) {
    long start = time.nanos();
    for (int attempts = 1; ; attempts++) {
      try {
        return attempt.run(deadline.minus(since(start)));
      } catch (SegmentsException e) {
        Duration wait = longer(backoff(attempts), e.problem().retryAfter());
        boolean inTime = since(start).plus(wait).compareTo(deadline) < 0;
        if (!e.problem().retryable() || attempts == ATTEMPTS || !inTime) {
          throw e.after(attempts, since(start));
        }
        LOG.warn(
            "{}; attempt {} of {} in {} ms",
            e.problem().what(),
            attempts + 1,
            ATTEMPTS,
            wait.toMillis());
        sleep(wait, e, attempts, start);
      }
    }
  }

  private void sleep(Duration wait, SegmentsException failure, int attempts, long start) {
    try {
      time.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure.after(attempts, since(start));
    }
  }

  private Duration backoff(int attempts) {
    Duration full = BASE.multipliedBy(1L << (attempts - 1));
    Duration capped = full.compareTo(CAP) < 0 ? full : CAP;
    return Duration.ofMillis((long) (capped.toMillis() * random.getAsDouble()));
  }

  private static Duration longer(Duration backoff, @Nullable Duration asked) {
    return asked == null || asked.compareTo(backoff) < 0 ? backoff : asked;
  }

  private Duration since(long start) {
    return Duration.ofNanos(time.nanos() - start);
  }
}
