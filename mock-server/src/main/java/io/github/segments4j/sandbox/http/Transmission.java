package io.github.segments4j.sandbox.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;

/** A response on its way: which bytes to send next, when to pause and where to stop. It knows no socket. */
final class Transmission {
    private final Delivery delivery;
    private final boolean isCut;

    /** Head and body in one buffer, so that the first piece is one packet. Its limit is the end of the piece. */
    private final ByteBuffer bytes;

    /** Where sending ends. */
    private final int end;

    Transmission(byte[] head, byte[] body, boolean hasBody, Delivery delivery) {
        this.delivery = delivery;
        isCut = hasBody && delivery.limit() != Delivery.UNLIMITED;
        int length = isCut ? Math.min(delivery.limit(), body.length - 1) : body.length;
        end = head.length + (hasBody ? length : 0);
        bytes = ByteBuffer.wrap(Arrays.copyOf(head, end));
        bytes.put(head.length, body, 0, end - head.length);
        limit(head.length);
    }

    private void limit(int chunkStart) {
        bytes.limit(chunkStart + Math.min(end - chunkStart, delivery.chunkSize()));
    }

    /** {@return the piece to send now; its position tells how far sending got} */
    ByteBuffer piece() {
        return bytes;
    }

    boolean isFinished() {
        return bytes.position() == end;
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
        limit(bytes.position());
    }
}
