package io.github.segments4j;

/** The server rejected the request (400, 404 and any other 4xx). It is not retried. */
public class InvalidRequestException extends SegmentsException {
    private static final long serialVersionUID = 1L;

    InvalidRequestException(AttemptFailure last, RetrySummary retries, PagePosition position) {
        this(last, retries, position, "Sending it again will not help: check the base URL and the page size");
    }

    InvalidRequestException(AttemptFailure last, RetrySummary retries, PagePosition position, String advice) {
        super(last, retries, position, advice);
    }
}
