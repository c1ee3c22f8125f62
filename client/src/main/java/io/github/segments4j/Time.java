package io.github.segments4j;

import java.time.Duration;
import java.time.Instant;

/** The passing of time, so that a test can hold it. */
interface Time {
  /** Nanoseconds from an arbitrary origin; only differences mean something. */
  long nanos();

  /** The date and time, for dates that the server sends. */
  Instant now();

  void sleep(Duration duration) throws InterruptedException;

  Time SYSTEM = new Time() {
    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public Instant now() {
      return Instant.now();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      java.util.concurrent.TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }
  };
}
