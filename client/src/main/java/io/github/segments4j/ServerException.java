package io.github.segments4j;

/**
 * The server returned a 5xx status. The statuses 500, 502, 503 and 504 were retried; others are not.
 */
public final class ServerException extends SegmentsException {
    private static final long serialVersionUID = 1L;

    ServerException(AttemptFailure last, RetrySummary retries, PagePosition position) {
        super(last, retries, position, "The server failed: try again later; the vendor's support needs the request_id");
    }
}
