package io.github.segments4j.sandbox.json;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;

/** Reads text one character at a time and counts lines, which end with LF, CR or both. */
public final class Characters {
    public static final int END = -1;

    private final Reader source;
    private final char[] buffer;
    private int at;
    private int size;

    /** How many characters were read before those in the buffer. */
    private long before;

    private int line = 1;
    private long lineStart;
    private boolean isAfterCarriageReturn;

    /** Where the row starts that is being read, and its maximum length. */
    private int rowLine = 1;

    private long rowStart;
    private int maxRow = Integer.MAX_VALUE;

    /** Reads a stream. A failure of the stream is an {@link UncheckedIOException}. */
    public Characters(Reader source) {
        this(source, 64 * 1024);
    }

    Characters(String text) {
        this(new StringReader(text), Math.max(1, text.length()));
    }

    private Characters(Reader source, int bufferSize) {
        this.source = source;
        buffer = new char[bufferSize];
    }

    /** {@return the next character, or {@link #END}} */
    public int peek() {
        return at < size || fill() ? buffer[at] : END;
    }

    /** Goes on to the character after the next one. */
    public void skip() {
        char c = buffer[at++];
        if (c == '\n' && isAfterCarriageReturn) {
            lineStart++;
        } else if (c == '\n' || c == '\r') {
            line++;
            lineStart = before + at;
        }
        isAfterCarriageReturn = c == '\r';
    }

    /** {@return whether this was the next character, which is then skipped} */
    public boolean skip(char c) {
        boolean isNext = peek() == c;
        if (isNext) {
            skip();
        }
        return isNext;
    }

    /** {@return the line of the next character, counted from 1} */
    public int line() {
        return line;
    }

    int column() {
        return (int) (before + at - lineStart + 1);
    }

    /**
     * Starts a row, which ends with the next call. A row that is longer than the maximum and than the buffer is an {@link
     * IllegalArgumentException}, so that no stream fills the memory with a single row.
     */
    public void startRow(int max) {
        rowLine = line;
        rowStart = before + at;
        maxRow = max;
    }

    private boolean fill() {
        if (before + at - rowStart > maxRow) {
            throw new IllegalArgumentException(
                    "the row at line " + rowLine + " has more than " + maxRow + " characters");
        }
        try {
            int count = source.read(buffer, 0, buffer.length);
            if (count < 0) {
                return false;
            }
            before += size;
            at = 0;
            size = count;
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
