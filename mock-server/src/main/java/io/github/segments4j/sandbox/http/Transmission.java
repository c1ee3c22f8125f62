package io.github.segments4j.sandbox.http;

import java.nio.ByteBuffer;
import java.time.Duration;

/** A response on its way: which bytes to send next, when to pause and where to stop. It knows no socket. */
final class Transmission {
    private final Delivery delivery;
    private final boolean isCut;
    private final ByteBuffer head;
    private final ByteBuffer body;

    /** How many bytes of the body are sent in the end. */
    private final int end;

    Transmission(byte[] head, byte[] body, boolean hasBody, Delivery delivery) {
        this.delivery = delivery;
        this.head = ByteBuffer.wrap(head);
        this.body = ByteBuffer.wrap(body);
        isCut = hasBody && delivery.limit() != Delivery.UNLIMITED;
        int length = isCut ? Math.min(delivery.limit(), body.length - 1) : body.length;
        end = hasBody ? length : 0;
        nextPiece();
    }

    /** {@return head and body of the piece to send now; their positions tell how far sending got} */
    ByteBuffer[] piece() {
        return new ByteBuffer[] {head, body};
    }

    boolean isPieceSent() {
        return !head.hasRemaining() && !body.hasRemaining();
    }

    boolean isFinished() {
        return body.position() == end;
    }

    /** {@return whether the connection must be closed at the end, because the client still expects more} */
    boolean isCut() {
        return isCut;
    }

    /** {@return how long to wait after the piece that was sent last} */
    Duration pause() {
        return isFinished() && !isCut ? Duration.ZERO : delivery.pause();
    }

    void nextPiece() {
        body.limit(body.position() + Math.min(end - body.position(), delivery.chunkSize()));
    }
}
