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

    /** Appends text that is JSON already, in ASCII. */
    public JsonWriter raw(byte[] json) {
        reserve(json.length);
        System.arraycopy(json, 0, out, size, json.length);
        size += json.length;
        return this;
    }

    public byte[] bytes() {
        return Arrays.copyOf(out, size);
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
            if (c < ' ' || c == '"' || c == '\\') {
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
            } else if (c < ' ') {
                escaped.append(String.format("\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
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
