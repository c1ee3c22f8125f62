package io.github.segments4j.sandbox.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads JSON as strictly as RFC 8259 defines it. An error is an {@link IllegalArgumentException} that names line and
 * column. A value is text, a {@link BigDecimal}, a {@link Boolean}, {@link #NULL}, or a list or map of those.
 */
public final class JsonReader {
    /** Our choice: deeper than real data, far less than the stack allows. */
    private static final int MAX_DEPTH = 100;

    /** A whole word or number. */
    private static final Pattern LITERAL =
            Pattern.compile("(true|false|null|-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]+)?)(?![-+.\\p{L}\\p{N}])");

    public static final Object NULL = Optional.empty();

    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;
    private int depth;

    public JsonReader(String text) {
        this.text = text;
        skipSpace();
    }

    /** Reads a text that is a single object. */
    public static Map<String, Object> object(String text) {
        JsonReader reader = new JsonReader(text);
        Map<String, Object> object = reader.object();
        reader.requireEnd();
        return object;
    }

    /** {@return whether the next value begins with this character} */
    public boolean isAt(char c) {
        return peek() == c;
    }

    public boolean isAtEnd() {
        return at >= text.length();
    }

    public void requireEnd() {
        if (!isAtEnd()) {
            throw error("nothing may follow here");
        }
    }

    /** {@return the line of the next value, counted from 1} */
    public int line() {
        return line;
    }

    /** Reads an array; the action has to read one element. */
    public void array(Runnable element) {
        items('[', ']', element);
    }

    /** Reads an object; the action is given the name of a field and has to read its value. */
    public void object(Consumer<String> field) {
        items('{', '}', () -> {
            String name = string();
            skipSpace();
            expect(':');
            skipSpace();
            field.accept(name);
        });
    }

    public Map<String, Object> object() {
        Map<String, Object> fields = new LinkedHashMap<>();
        object(name -> fields.put(name, value()));
        return fields;
    }

    public Object value() {
        return switch (peek()) {
            case '"' -> string();
            case '{' -> object();
            case '[' -> {
                List<Object> list = new ArrayList<>();
                array(() -> list.add(value()));
                yield list;
            }
            default -> literal();
        };
    }

    private void items(char open, char close, Runnable item) {
        expect(open);
        if (++depth > MAX_DEPTH) {
            throw error("it is nested too deeply");
        }
        skipSpace();
        if (peek() != close) {
            item.run();
            skipSpace();
            while (peek() != close) {
                expect(',');
                skipSpace();
                item.run();
                skipSpace();
            }
        }
        at++;
        depth--;
        if (depth == 0) {
            skipSpace();
        }
    }

    private Object literal() {
        Matcher literal = LITERAL.matcher(text).region(at, text.length());
        if (!literal.lookingAt()) {
            throw error("here a value is missing");
        }
        at = literal.end();
        return switch (literal.group()) {
            case "true", "false" -> literal.group().equals("true");
            case "null" -> NULL;
            default -> new BigDecimal(literal.group());
        };
    }

    private String string() {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (peek() != '"') {
            char c = peek();
            if (isAtEnd() || c < ' ') {
                throw error("a string is not closed, or holds a bare control character");
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
            default -> throw error("a string holds an unknown escape");
        };
    }

    private char unicode() {
        if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
            throw error("a string holds an unknown escape");
        }
        at += 4;
        return (char) Integer.parseInt(text.substring(at - 4, at), 16);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw error("here a " + c + " is missing");
        }
        at++;
    }

    /** Line ends occur here only: a string must escape them. */
    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
            if (text.charAt(at - 1) == '\n') {
                line++;
                lineStart = at;
            }
        }
    }

    /** {@return the next character, or NUL, which JSON never contains, at the end} */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    public IllegalArgumentException error(String what) {
        return new IllegalArgumentException("line " + line + ", column " + (at - lineStart + 1) + ": " + what);
    }
}
