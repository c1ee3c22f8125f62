package io.github.segments4j;

import org.jspecify.annotations.Nullable;

/** No complete answer arrived: no connection, a connection that broke, or a deadline that passed. */
public final class ConnectionException extends SegmentsException {
  private static final long serialVersionUID = 1L;

  ConnectionException(Problem problem) {
    this(problem, null);
  }

  ConnectionException(Problem problem, @Nullable Throwable cause) {
    super(problem, "Check the base URL, the network and the timeout", cause);
  }
}
