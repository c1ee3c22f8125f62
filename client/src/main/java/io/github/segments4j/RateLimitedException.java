package io.github.segments4j;

/** The server still answered 429 after all retries: something else uses the same quota. */
public final class RateLimitedException extends SegmentsException {
  private static final long serialVersionUID = 1L;

  RateLimitedException(Problem problem) {
    super(problem, "Another process may be using the same quota: try again later", null);
  }
}
