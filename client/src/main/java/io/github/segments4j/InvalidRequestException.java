package io.github.segments4j;

/** The server finds fault with the request (400, 404 and every other 4xx). It is not retried. */
public final class InvalidRequestException extends SegmentsException {
    InvalidRequestException(Problem problem) {
        super(problem, "Sending it again won't help: check base URL, page size and next_token", null);
    }
}
