package io.github.segments4j;

/**
 * The server, or a gateway in front of it, returned a 5xx status, or a 4xx status that may pass, such as 408. It was
 * retried if it may pass.
 */
public final class ServerException extends SegmentsException {
    private static final long serialVersionUID = 1L;

    ServerException(AttemptFailure last, RetrySummary retries, PagePosition position) {
        super(last, retries, position, "The server failed: try again later" + forSupport(last));
    }

    private static String forSupport(AttemptFailure last) {
        return last.problem.requestId() == null ? "" : "; the vendor's support needs the request_id";
    }
}
