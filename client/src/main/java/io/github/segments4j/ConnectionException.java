package io.github.segments4j;

import org.jspecify.annotations.Nullable;

/**
 * No complete answer arrived: no connection, a connection that broke, a deadline that passed, or an
 * interrupt. After an interrupt the thread's interrupt status is set again.
 */
public final class ConnectionException extends SegmentsException {
    ConnectionException(Problem problem, @Nullable Throwable cause) {
        super(problem, "Check the base URL, the network and the timeout", cause);
    }

    static ConnectionException interrupted(String what, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new ConnectionException(Problem.of(what + " was given up: its thread was interrupted"), cause);
    }
}
