package io.github.segments4j;

import java.io.Serial;

/** The server rejected the request (400, 404 and every other 4xx). It is not retried. */
public sealed class InvalidRequestException extends SegmentsException permits InvalidPageTokenException {
    @Serial
    private static final long serialVersionUID = 1L;

    InvalidRequestException(Failure failure) {
        this(failure, "Sending it again will not help: check the base URL and the page size");
    }

    InvalidRequestException(Failure failure, String advice) {
        super(failure, advice);
    }
}
