package io.github.segments4j.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransmissionTest {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Test
    void aResponseIsOnePieceUnlessItsDeliverySaysOtherwise() {
        Transmission transmission = transmission(true, Delivery.IMMEDIATE);

        assertThat(pieces(transmission)).containsExactly("head:0123456789");
        assertThat(transmission.isCut()).isFalse();
    }

    @Test
    void aDripSendsTheHeadWithTheFirstChunkAndPausesAfterEachButTheLast() {
        Transmission transmission = transmission(true, Delivery.IMMEDIATE.inChunks(4, PAUSE));

        assertThat(pieces(transmission)).containsExactly("head:0123", "4567", "89");
        assertThat(transmission.isCut()).isFalse();
        assertThat(transmission.pause()).isZero();
    }

    @Test
    void aCutEndsEarlyAndPausesAfterTheLastChunkToo() {
        Transmission transmission =
                transmission(true, Delivery.IMMEDIATE.inChunks(4, PAUSE).cutAfter(6));

        assertThat(pieces(transmission)).containsExactly("head:0123", "45");
        assertThat(transmission.isCut()).isTrue();
        assertThat(transmission.pause()).isEqualTo(PAUSE);
    }

    @Test
    void aCutNeverSendsTheWholeBody() {
        assertThat(pieces(transmission(true, Delivery.IMMEDIATE.cutAfter(Integer.MAX_VALUE))))
                .containsExactly("head:012345678");
        assertThat(pieces(transmission(true, Delivery.IMMEDIATE.cutAfter(0)))).containsExactly("head:");
    }

    @Test
    void aResponseWithoutABodyIsNeitherChunkedNorCut() {
        Transmission transmission =
                transmission(false, Delivery.IMMEDIATE.inChunks(4, PAUSE).cutAfter(6));

        assertThat(pieces(transmission)).containsExactly("head:");
        assertThat(transmission.isCut()).isFalse();
    }

    private static Transmission transmission(boolean hasBody, Delivery delivery) {
        return new Transmission(bytes("head:"), bytes("0123456789"), hasBody, delivery);
    }

    /** {@return each piece, sent as a whole} */
    private static List<String> pieces(Transmission transmission) {
        List<String> pieces = new ArrayList<>();
        while (true) {
            StringBuilder piece = new StringBuilder();
            for (ByteBuffer part : transmission.piece()) {
                piece.append(StandardCharsets.UTF_8.decode(part));
            }
            pieces.add(piece.toString());
            assertThat(transmission.isPieceSent()).isTrue();
            if (transmission.isFinished()) {
                return pieces;
            }
            transmission.nextPiece();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
