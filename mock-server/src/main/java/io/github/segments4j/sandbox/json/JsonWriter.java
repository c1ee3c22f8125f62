package io.github.segments4j.sandbox.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes JSON in UTF-8. It writes bytes and no {@code String}, because one non-Latin name would double the memory of a
 * whole page.
 */
public final class JsonWriter {
    private byte[] out = new byte[8 * 1024];
    private int size;

    /** {@return a value as JSON: text, a number, a boolean, {@link JsonReader#NULL}, or a list or map of those} */
    public static byte[] write(Object value) {
        return new JsonWriter().value(value).bytes();
    }

    public JsonWriter object() {
        return open('{');
    }

    public JsonWriter end() {
        return ascii('}');
    }

    public JsonWriter array() {
        return open('[');
    }

    public JsonWriter endArray() {
        return ascii(']');
    }

    public JsonWriter field(String name, Object value) {
        return name(name).value(value);
    }

    public JsonWriter name(String name) {
        comma();
        text(name);
        return ascii(':');
    }

    public JsonWriter value(Object value) {
        if (value instanceof Map<?, ?> map) {
            object();
            map.forEach((name, each) -> field((String) name, each));
            return end();
        }
        if (value instanceof List<?> list) {
            array();
            list.forEach(this::value);
            return endArray();
        }
        comma();
        if (value instanceof String text) {
            text(text);
            return this;
        }
        return ascii(value == JsonReader.NULL ? "null" : value.toString());
    }

    /** Appends a value that is JSON already, in UTF-8. */
    public JsonWriter json(byte[] value) {
        comma();
        return raw(value);
    }

    /** Appends a part of a value that is JSON already, in UTF-8. */
    public JsonWriter raw(byte[] json) {
        reserve(json.length);
        System.arraycopy(json, 0, out, size, json.length);
        size += json.length;
        return this;
    }

    public byte[] bytes() {
        return Arrays.copyOf(out, size);
    }

    /** {@return what was written, and starts again} */
    public byte[] take() {
        byte[] taken = bytes();
        size = 0;
        return taken;
    }

    private JsonWriter open(char bracket) {
        comma();
        return ascii(bracket);
    }

    private void comma() {
        byte last = size == 0 ? (byte) '{' : out[size - 1];
        if (last != '{' && last != '[' && last != ':') {
            ascii(',');
        }
    }

    private JsonWriter ascii(char c) {
        reserve(1);
        out[size++] = (byte) c;
        return this;
    }

    private JsonWriter ascii(String text) {
        return raw(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void text(String value) {
        ascii('"');
        raw((isPlain(value) ? value : escaped(value)).getBytes(StandardCharsets.UTF_8));
        ascii('"');
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isControl(c) || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                escaped.append('\\').append(c);
            } else if (isControl(c) || isLoneSurrogate(text, i)) {
                escaped.append(String.format("\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** JSON requires escapes below U+0020 only, but the others control terminals too: C1 and the directions of text. */
    private static boolean isControl(char c) {
        return c < ' '
                || (c >= 0x7F && c < 0xA0)
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x061C
                || c == 0x200E
                || c == 0x200F;
    }

    /** UTF-8 has no bytes for half of a surrogate pair. */
    private static boolean isLoneSurrogate(String text, int at) {
        char c = text.charAt(at);
        boolean isPaired = Character.isHighSurrogate(c)
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        return Character.isSurrogate(c) && !isPaired;
    }

    private void reserve(int more) {
        if (size + more > out.length) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, size + more));
        }
    }

    @Override
    public String toString() {
        return new String(out, 0, size, StandardCharsets.UTF_8);
    }
}
