package io.github.segments4j;

import java.time.Duration;

/** Keeps requests within the server's rate limit. Safe for use by many threads. */
interface RateLimiter {
  /** Waits, in the order of arrival, until one request may start. An interrupt gives the place back. */
  void acquire() throws InterruptedException;

  /** Is told that the server refused a request: nobody starts until the time has passed. */
  void refused(Duration holdBack);
}
