package io.github.segments4j.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Passes UTF-8 text on to a terminal as {@link PrintableText}. Line breaks and tabs stay as they are. JSON stays valid and
 * keeps its meaning, since the escapes are those of JSON.
 */
public final class PrintableStream extends OutputStream {
    private final OutputStream terminal;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);

    /** The first bytes of a character whose last byte has not been written yet. */
    private ByteBuffer incomplete = ByteBuffer.allocate(0);

    /** Whether the last character was a carriage return. It is a line break only if a line feed follows. */
    private boolean returned;

    /**
     * Makes a stream that does not close the terminal.
     *
     * @param terminal receives the text in UTF-8
     */
    public PrintableStream(OutputStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b});
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(incomplete.remaining() + length);
        in.put(incomplete).put(bytes, offset, length).flip();
        CharBuffer text = CharBuffer.allocate(in.remaining());
        utf8.decode(in, text, false);
        incomplete = in;
        StringBuilder printable = new StringBuilder();
        text.flip().codePoints().forEach(c -> append(c, printable));
        terminal.write(printable.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void append(int c, StringBuilder printable) {
        if (returned) {
            printable.append(c == '\n' ? "\r" : "\\u000d");
        }
        returned = c == '\r';
        if (c == '\n' || c == '\t') {
            printable.append((char) c);
        } else if (!returned) {
            PrintableText.append(c, printable);
        }
    }

    @Override
    public void flush() throws IOException {
        terminal.flush();
    }
}
