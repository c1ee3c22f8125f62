package io.github.segments4j.sandbox.http;

import java.time.Duration;

/**
 * How a response is put on the wire.
 *
 * @param delay how long to wait before the first byte
 * @param chunkSize how many bytes of the body to send at a time
 * @param pause how long to wait after each chunk
 * @param limit how many bytes of the body to send; if the body is longer, the connection is closed there
 */
public record Delivery(Duration delay, int chunkSize, Duration pause, int limit, Outcome outcome) {
    /** What the client gets. */
    public enum Outcome {
        RESPONSE,
        DISCONNECT,
        RESET,
        STALL
    }

    static final int UNLIMITED = Integer.MAX_VALUE;

    static final Delivery IMMEDIATE =
            new Delivery(Duration.ZERO, UNLIMITED, Duration.ZERO, UNLIMITED, Outcome.RESPONSE);

    public Delivery delayedBy(Duration more) {
        return new Delivery(delay.plus(more), chunkSize, pause, limit, outcome);
    }

    public Delivery inChunks(int bytes, Duration pauseAfterEach) {
        return new Delivery(delay, bytes, pauseAfterEach, limit, outcome);
    }

    /** {@return this delivery, cut short after so many bytes of the body, or before its last byte} */
    public Delivery cutAfter(int bytes) {
        return new Delivery(delay, chunkSize, pause, Math.min(bytes, UNLIMITED - 1), outcome);
    }

    public Delivery endingIn(Outcome other) {
        return new Delivery(delay, chunkSize, pause, limit, other);
    }
}
