package io.github.segments4j;

import java.io.Serial;

/**
 * No complete response arrived: there was no connection, it broke, a deadline passed, the rate limiter failed, or the
 * thread was interrupted. After an interrupt the thread's interrupt status is set again.
 */
public final class ConnectionException extends SegmentsException {
    @Serial
    private static final long serialVersionUID = 1L;

    ConnectionException(Failure failure) {
        super(failure, "Check the base URL, the network and the timeout");
    }
}
