package io.github.segments4j;

/** The server failed (5xx), after all retries where a retry could help. */
public final class ServerException extends SegmentsException {
  ServerException(Problem problem) {
    super(
        problem,
        "The fault is the server's: try again later, and give its request_id to the vendor's support",
        null);
  }
}
