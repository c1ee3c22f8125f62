package io.github.segments4j;

/** The server failed (5xx), after all retries where a retry could help. */
public final class ServerException extends SegmentsException {
    ServerException(Problem problem) {
        super(problem, "The server failed: try again later; the vendor's support wants the request_id", null);
    }
}
