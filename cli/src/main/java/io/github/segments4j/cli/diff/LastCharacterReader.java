package io.github.segments4j.cli.diff;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Remembers the last character that was read. */
final class LastCharacterReader extends FilterReader {
    private int last = '\n';

    LastCharacterReader(Reader in) {
        super(in);
    }

    boolean isAtLineEnd() {
        return last == '\n' || last == '\r';
    }

    @Override
    public int read() throws IOException {
        int character = super.read();
        if (character >= 0) {
            last = character;
        }
        return character;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count > 0) {
            last = buffer[offset + count - 1];
        }
        return count;
    }
}
