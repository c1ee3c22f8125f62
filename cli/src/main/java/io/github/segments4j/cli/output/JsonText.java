package io.github.segments4j.cli.output;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * Escapes lone surrogates in JSON, since UTF-8 has no encoding for them. In JSON they only occur within strings, where an
 * escape is allowed.
 */
public final class JsonText extends FilterWriter {
    private static final char NONE = 0;

    /** The first half of a pair whose second half has not been written yet. */
    private char high = NONE;

    /**
     * Makes a writer of JSON.
     *
     * @param out receives text that UTF-8 can encode
     */
    public JsonText(Writer out) {
        super(out);
    }

    @Override
    public void write(int c) throws IOException {
        write(new char[] {(char) c}, 0, 1);
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        write(text.substring(offset, offset + length).toCharArray(), 0, length);
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        StringBuilder escaped = new StringBuilder(length);
        for (int i = offset; i < offset + length; i++) {
            append(text[i], escaped);
        }
        out.append(escaped);
    }

    private void append(char c, StringBuilder escaped) {
        boolean isPair = high != NONE && Character.isLowSurrogate(c);
        if (isPair) {
            escaped.append(high).append(c);
        } else if (high != NONE) {
            escaped.append(escape(high));
        }
        high = Character.isHighSurrogate(c) ? c : NONE;
        if (!isPair && high == NONE) {
            escaped.append(Character.isLowSurrogate(c) ? escape(c) : String.valueOf(c));
        }
    }

    private static String escape(char surrogate) {
        return String.format("\\u%04x", (int) surrogate);
    }
}
