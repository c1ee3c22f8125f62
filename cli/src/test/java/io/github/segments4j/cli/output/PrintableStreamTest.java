package io.github.segments4j.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PrintableStreamTest {
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

    @ParameterizedTest
    @MethodSource
    void onlyTextReachesTheTerminal(String written, String shown) throws IOException {
        new PrintableStream(terminal).write(written.getBytes(UTF_8));

        assertThat(terminal.toString(UTF_8)).isEqualTo(shown);
    }

    static Stream<Arguments> onlyTextReachesTheTerminal() {
        return Stream.of(
                arguments("\u001b[2J and \u009b2J", "\\u001b[2J and \\u009b2J"),
                arguments("\u009d0;title\u0007 \u0085", "\\u009d0;title\\u0007 \\u0085"),
                arguments("a\b\u007f", "a\\u0008\\u007f"),
                arguments("\u202egpj.exe", "\\u202egpj.exe"),
                arguments("\u2066x\u2069\u200f", "\\u2066x\\u2069\\u200f"),
                arguments("a\u2028b\u2029", "a\\u2028b\\u2029"),
                arguments("a\u200bb\ufeff", "a\\u200bb\\ufeff"),
                arguments("a tag \udb40\udc41", "a tag \\udb40\\udc41"),
                arguments("real\rfake", "real\\u000dfake"),
                arguments("a\tb\r\nc\n", "a\tb\r\nc\n"),
                arguments("Müller 顧客 👨\u200d👩 e\u0301", "Müller 顧客 👨\u200d👩 e\u0301"));
    }

    @Test
    void noCodePointControlsTheTerminal() throws IOException {
        String all = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        new PrintableStream(terminal).write(all.getBytes(UTF_8));

        assertThat(terminal.toString(UTF_8)
                        .codePoints()
                        .filter(c -> c != '\n' && c != '\t')
                        .filter(Character::isISOControl))
                .isEmpty();
        assertThat(terminal.toString(UTF_8).codePoints().filter(c -> Character.getType(c) == Character.FORMAT))
                .containsExactly(0x200C, 0x200D);
    }

    @Test
    void textMayArriveInPieces() throws IOException {
        PrintableStream stream = new PrintableStream(terminal);

        for (byte b : "ü顧😀\u009b\r\n\u202e\rx".getBytes(UTF_8)) {
            stream.write(b);
        }

        assertThat(terminal.toString(UTF_8)).isEqualTo("ü顧😀\\u009b\r\n\\u202e\\u000dx");
    }

    @Test
    void bytesThatAreNotUtf8AreReplaced() throws IOException {
        new PrintableStream(terminal).write(new byte[] {'a', (byte) 0x9b, '2', 'J', (byte) 0xff});

        assertThat(terminal.toString(UTF_8)).isEqualTo("a\uFFFD2J\uFFFD");
    }
}
