package io.github.segments4j;

/** Whether a client is open. Its parts share one. */
final class OpenState {
    private volatile boolean closed;

    /**
     * Checks that the client is open.
     *
     * @throws IllegalStateException if it is closed
     */
    void check() {
        if (closed) {
            throw new IllegalStateException("This client is closed");
        }
    }

    void close() {
        closed = true;
    }
}
