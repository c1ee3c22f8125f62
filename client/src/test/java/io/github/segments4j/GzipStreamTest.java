package io.github.segments4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GzipStreamTest {
    private static final int HEADER = 10;

    @ParameterizedTest
    @CsvSource({
        "2, xx", // a checksum of the header
        "4, <3>xyz", // an extra field with its length
        "8, name|",
        "16, comment|",
        "30, <300>name|comment|xx"
    })
    void theOptionalPartsOfAHeaderAreSkipped(int flags, String parts) throws IOException {
        assertThat(unzipped(withHeader(flags, bytes(parts)))).isEqualTo("content");
    }

    @Test
    void membersAreReadOneAfterTheOtherUpToThePadding() throws IOException {
        assertThat(unzipped(joined(zipped(), zipped(), new byte[5]))).isEqualTo("contentcontent");
    }

    @Test
    void anUnknownMethodIsRefused() {
        byte[] zipped = zipped();
        zipped[2] = 9;

        assertThatThrownBy(() -> unzipped(zipped)).isInstanceOf(ZipException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 8})
    void aWrongChecksumOrSizeIsRefused(int fromEnd) {
        byte[] zipped = zipped();
        zipped[zipped.length - fromEnd] ^= 1;

        assertThatThrownBy(() -> unzipped(zipped)).isInstanceOf(ZipException.class);
    }

    @Test
    void aStreamThatIsCutShortAnywhereIsRefused() {
        byte[] zipped = withHeader(30, bytes("<300>name|comment|xx"));

        for (int length = 2; length < zipped.length; length++) {
            byte[] cut = Arrays.copyOf(zipped, length);
            assertThatThrownBy(() -> unzipped(cut)).as("%d bytes", length).isInstanceOf(EOFException.class);
        }
    }

    private static String unzipped(byte[] zipped) throws IOException {
        try (GzipStream stream = new GzipStream(new ByteArrayInputStream(zipped))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] zipped() {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write("content".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return zipped.toByteArray();
    }

    private static byte[] withHeader(int flags, byte[] parts) {
        byte[] zipped = zipped();
        zipped[3] = (byte) flags;
        return joined(Arrays.copyOf(zipped, HEADER), parts, Arrays.copyOfRange(zipped, HEADER, zipped.length));
    }

    /** A bar is the zero that ends a text, and {@code <300>} the length of an extra field; 300 brings its bytes along. */
    private static byte[] bytes(String parts) {
        String text = parts.replace('|', '\0')
                .replace("<300>", ",\1" + "e".repeat(300))
                .replace("<3>", "\u0003\0");
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
