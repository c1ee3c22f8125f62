package io.github.segments4j;

/** The server finds fault with the request (400, 404 and every other 4xx). It is not retried. */
public final class InvalidRequestException extends SegmentsException {
  InvalidRequestException(Problem problem) {
    super(
        problem,
        "Sending it again will not help: check the base URL, the page size and the token to start at",
        null);
  }
}
