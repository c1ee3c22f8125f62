package io.github.segments4j;

/**
 * No complete response arrived: there was no connection, it broke, it took too long, the rate limiter failed, or the
 * thread was interrupted while it waited for the response. An interrupt or a deadline between two attempts is reported by
 * the exception of the last attempt. After an interrupt the thread's interrupt status is set again.
 */
public final class ConnectionException extends SegmentsException {
    private static final long serialVersionUID = 1L;

    ConnectionException(AttemptFailure last, RetrySummary retries, PagePosition position) {
        super(last, retries, position, "Check the base URL, the network and the timeout");
    }
}
