package io.github.segments4j;

import java.io.Serial;

/**
 * The server failed (5xx), in every attempt where a retry could help.
 */
public final class ServerException extends SegmentsException {
    @Serial
    private static final long serialVersionUID = 1L;

    ServerException(Failure failure) {
        super(failure, "The server failed: try again later; the vendor's support needs the request_id");
    }
}
