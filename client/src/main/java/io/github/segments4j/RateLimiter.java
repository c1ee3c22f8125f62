package io.github.segments4j;

import java.time.Duration;

/** Keeps requests within the server's rate limit. Safe for use by many threads. */
interface RateLimiter {
  /**
   * Waits, in the order of arrival, until one request may start. An interrupt gives the place back.
   *
   * @return names the request to {@link #answered}
   */
  long acquire() throws InterruptedException;

  /**
   * Is told that a request has been answered, or has failed.
   *
   * @param holdBack how long nobody may start; zero unless the server refused the request
   */
  void answered(long request, Duration holdBack);
}
