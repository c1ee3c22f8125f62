package io.github.segments4j.sandbox.json;

import io.github.segments4j.sandbox.data.SegmentFile;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the rows of a JSON text: an array of objects, an object whose {@code data} is one (a page of the
 * API), or objects one after the other; or one object of any fields. Strict as RFC 8259 is.
 */
public final class JsonReader {
    /** Deep enough for anybody's fields, far less than a stack; our choice. */
    private static final int DEEPEST = 100;

    /** What stands for null. */
    public static final Object NULL = Optional.empty();

    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;

    private JsonReader(String text) {
        this.text = text;
    }

    public static List<SegmentFile.Row> read(String text) {
        return new JsonReader(text).rows();
    }

    /** Text, {@link BigDecimal}, {@link Boolean}, {@link #NULL}, and lists and maps of those. */
    public static Map<String, Object> object(String text) {
        JsonReader reader = new JsonReader(text);
        reader.skipSpace();
        Map<String, Object> object = reader.fields(0);
        reader.skipSpace();
        if (reader.at < text.length()) {
            throw reader.wrong("nothing may follow here");
        }
        return object;
    }

    private List<SegmentFile.Row> rows() {
        List<SegmentFile.Row> rows = new ArrayList<>();
        skipSpace();
        if (peek() == '[') {
            array(rows, 0);
        } else {
            while (at < text.length()) {
                object(rows, 0);
                skipSpace();
            }
        }
        skipSpace();
        if (at < text.length()) {
            throw wrong("nothing may follow here");
        }
        return rows;
    }

    private void array(List<SegmentFile.Row> rows, int depth) {
        expect('[');
        if (!closes(']')) {
            do {
                skipSpace();
                object(rows, depth + 1);
            } while (goesOn(']'));
        }
    }

    /** Adds the object as a row or, where it holds rows as {@code data}, those. */
    private void object(List<SegmentFile.Row> rows, int depth) {
        int start = line;
        Map<String, Optional<String>> values = new LinkedHashMap<>();
        boolean isPage = false;
        expect('{');
        if (!closes('}')) {
            do {
                String name = fieldName();
                if (name.equals("data") && depth == 0 && peek() == '[') {
                    isPage = true;
                    array(rows, depth + 1);
                } else if (name.equals("id") || name.equals("name") || name.equals("status")) {
                    values.put(name, stringOrNull(name));
                } else {
                    value(depth + 1);
                }
            } while (goesOn('}'));
        }
        if (!isPage) {
            rows.add(new SegmentFile.Row(start, values));
        }
    }

    /** And goes on to the value. */
    private String fieldName() {
        skipSpace();
        String name = string();
        skipSpace();
        expect(':');
        skipSpace();
        return name;
    }

    private Optional<String> stringOrNull(String name) {
        if (text.startsWith("null", at)) {
            at += 4;
            return Optional.empty();
        }
        if (peek() != '"') {
            throw wrong("the field " + name + " must be a string");
        }
        return Optional.of(string());
    }

    private Object value(int depth) {
        if (depth > DEEPEST) {
            throw wrong("it is nested too deeply");
        }
        return switch (peek()) {
            case '"' -> string();
            case '{' -> fields(depth);
            case '[' -> list(depth);
            default -> word();
        };
    }

    private Map<String, Object> fields(int depth) {
        Map<String, Object> fields = new LinkedHashMap<>();
        expect('{');
        if (!closes('}')) {
            do {
                String name = fieldName();
                fields.put(name, value(depth + 1));
            } while (goesOn('}'));
        }
        return fields;
    }

    private List<Object> list(int depth) {
        List<Object> list = new ArrayList<>();
        expect('[');
        if (!closes(']')) {
            do {
                skipSpace();
                list.add(value(depth + 1));
            } while (goesOn(']'));
        }
        return list;
    }

    private Object word() {
        int start = at;
        while ("+-.".indexOf(peek()) >= 0 || Character.isLetterOrDigit(peek())) {
            at++;
        }
        String word = text.substring(start, at);
        if (!word.matches("true|false|null|-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]+)?")) {
            at = start;
            throw wrong("here a value is missing");
        }
        return switch (word) {
            case "true", "false" -> word.equals("true");
            case "null" -> NULL;
            default -> number(word);
        };
    }

    private static Object number(String word) {
        try {
            return new BigDecimal(word);
        } catch (NumberFormatException e) {
            return Double.valueOf(word); // An exponent beyond all use.
        }
    }

    private String string() {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (peek() != '"') {
            char c = peek();
            if (at >= text.length() || c < ' ') {
                throw wrong("a string is not closed, or holds a bare control character");
            }
            at++;
            value.append(c == '\\' ? escaped() : c);
        }
        at++;
        return value.toString();
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw wrong("a string holds an unknown escape");
        };
    }

    private char unicode() {
        if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
            throw wrong("a string holds an unknown escape");
        }
        at += 4;
        return (char) Integer.parseInt(text.substring(at - 4, at), 16);
    }

    private boolean closes(char end) {
        skipSpace();
        boolean closed = peek() == end;
        if (closed) {
            at++;
        }
        return closed;
    }

    private boolean goesOn(char end) {
        if (closes(end)) {
            return false;
        }
        expect(',');
        return true;
    }

    private void expect(char c) {
        if (peek() != c) {
            throw wrong("here a " + c + " is missing");
        }
        at++;
    }

    /** Line ends stand nowhere else: a string must escape them. */
    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
            if (text.charAt(at - 1) == '\n') {
                line++;
                lineStart = at;
            }
        }
    }

    /** A character that JSON has no use for stands for the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("line " + line + ", column " + (at - lineStart + 1) + ": " + what);
    }
}
