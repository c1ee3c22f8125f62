package io.github.segments4j.sandbox.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes JSON in UTF-8, escaped so that any text survives: control characters and lone surrogates too. Straight
 * into bytes, since one name that is not Latin would make a text of the whole page twice as wide, to be made
 * narrow again.
 */
public final class Json {
    private static final int MOST_DIGITS = 10;

    private byte[] out = new byte[8 * 1024];
    private int size;

    public Json object() {
        return open('{');
    }

    public Json end() {
        return ascii('}');
    }

    public Json array() {
        return open('[');
    }

    public Json endArray() {
        return ascii(']');
    }

    public Json field(String name, String value) {
        name(name);
        text(value);
        return this;
    }

    public Json field(String name, long value) {
        return name(name).ascii(Long.toString(value));
    }

    public Json field(String name, boolean value) {
        return name(name).ascii(Boolean.toString(value));
    }

    public Json field(String name, double value) {
        return name(name).ascii(Double.toString(value));
    }

    public Json value(String value) {
        comma();
        text(value);
        return this;
    }

    public Json name(String name) {
        comma();
        text(name);
        return ascii(':');
    }

    /** What is JSON already, in ASCII. */
    public Json raw(byte[] json) {
        reserve(json.length);
        System.arraycopy(json, 0, out, size, json.length);
        size += json.length;
        return this;
    }

    public Json raw(int number) {
        reserve(MOST_DIGITS);
        int left = number;
        int end = size + digits(number);
        for (int i = end - 1; i >= size; i--) {
            out[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
        size = end;
        return this;
    }

    private static int digits(int number) {
        int digits = 1;
        for (int left = number / 10; left > 0; left /= 10) {
            digits++;
        }
        return digits;
    }

    /** As it goes over the network. */
    public byte[] bytes() {
        return Arrays.copyOf(out, size);
    }

    private Json open(char bracket) {
        comma();
        return ascii(bracket);
    }

    private void comma() {
        byte last = size == 0 ? (byte) '{' : out[size - 1];
        if (last != '{' && last != '[' && last != ':') {
            ascii(',');
        }
    }

    private Json ascii(char c) {
        reserve(1);
        out[size++] = (byte) c;
        return this;
    }

    private Json ascii(String text) {
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            out[size++] = (byte) text.charAt(i);
        }
        return this;
    }

    private void text(String value) {
        int length = value.length();
        reserve(length + 2);
        byte[] to = out;
        int at = size;
        to[at++] = '"';
        int i = 0;
        for (; i < length; i++) {
            char c = value.charAt(i);
            if (!isPlain(c)) {
                break;
            }
            to[at++] = (byte) c;
        }
        size = at;
        if (i < length) {
            awkward(value, i);
        }
        ascii('"');
    }

    /** What most texts consist of; DEL is as good as others. */
    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x80 && c != '"' && c != '\\';
    }

    private void awkward(String value, int from) {
        int copied = from;
        for (int i = from; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!isPlain(c) && needsEscape(value, i)) {
                utf8(value.substring(copied, i));
                ascii(c == '"' || c == '\\' ? "\\" + c : String.format("\\u%04x", (int) c));
                copied = i + 1;
            }
        }
        utf8(value.substring(copied));
    }

    private void utf8(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        reserve(bytes.length);
        System.arraycopy(bytes, 0, out, size, bytes.length);
        size += bytes.length;
    }

    private void reserve(int more) {
        // One is left for the quote that ends a text.
        if (size + more >= out.length) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, size + more + 1));
        }
    }

    private static boolean needsEscape(String value, int i) {
        char c = value.charAt(i);
        return c < 0x80 || c == '\u2028' || c == '\u2029' || isLone(value, i);
    }

    private static boolean isLone(String value, int i) {
        char c = value.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1))
                : Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
    }

    /** As text, for those few that look into it. */
    @Override
    public String toString() {
        return new String(out, 0, size, StandardCharsets.UTF_8);
    }
}
