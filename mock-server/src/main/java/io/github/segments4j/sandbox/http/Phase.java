package io.github.segments4j.sandbox.http;

/** What a connection is doing. */
enum Phase {
    /** Waiting for a request or for the rest of one. */
    RECEIVING,
    /** Waiting to send a response or the next piece of it. */
    DELAYED,
    /** Never sending a response. */
    STALLED,
    SENDING,
    /** Discarding input after the last response, so that the client can read that response. */
    DRAINING,
    CLOSED
}
