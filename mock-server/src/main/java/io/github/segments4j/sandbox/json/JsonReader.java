package io.github.segments4j.sandbox.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Reads JSON as strictly as RFC 8259 defines it. An error is an {@link IllegalArgumentException} that names line and
 * column. A value is text, a {@link BigDecimal}, a {@link Boolean}, {@link #NULL}, or a list or map of those.
 */
public final class JsonReader {
    /** Our choice: deeper than real data, far less than the stack allows. */
    private static final int MAX_DEPTH = 100;

    /** Our choice: to parse longer numbers takes more and more time. */
    private static final int MAX_DIGITS = 10_000;

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*+)([.][0-9]++)?([eE][-+]?[0-9]++)?");

    public static final Object NULL = Optional.empty();

    private final Characters text;
    private int depth;

    public JsonReader(Characters text) {
        this.text = text;
        skipSpace();
    }

    /** Reads a text that is a single object. */
    public static Map<String, Object> object(String text) {
        JsonReader reader = new JsonReader(new Characters(text));
        Map<String, Object> object = reader.object();
        reader.requireEnd();
        return object;
    }

    /** {@return whether the next value begins with this character} */
    public boolean isAt(char c) {
        return text.peek() == c;
    }

    public boolean isAtEnd() {
        return text.peek() == Characters.END;
    }

    public void requireEnd() {
        if (!isAtEnd()) {
            throw error("nothing may follow here");
        }
    }

    /** {@return the line of the next value, counted from 1} */
    public int line() {
        return text.line();
    }

    /** Reads an array; the action has to read one element. */
    public void array(Runnable element) {
        items('[', ']', element);
    }

    /** Reads an object; the action is given the name of a field and has to read its value. */
    public void object(Consumer<String> field) {
        Set<String> names = new HashSet<>();
        items('{', '}', () -> {
            String name = string();
            if (!names.add(name)) {
                throw error("the field " + PrintableText.of(name) + " is there twice");
            }
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
        return switch (text.peek()) {
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
        if (!isAt(close)) {
            item.run();
            skipSpace();
            while (!isAt(close)) {
                expect(',');
                skipSpace();
                item.run();
                skipSpace();
            }
        }
        text.skip();
        depth--;
        if (depth == 0) {
            skipSpace();
        }
    }

    /** Reads a whole word or number. */
    private Object literal() {
        int column = text.column();
        StringBuilder word = new StringBuilder();
        while (isLiteral(text.peek())) {
            word.append((char) text.peek());
            text.skip();
            if (word.length() > MAX_DIGITS) {
                throw error("a number is longer than " + MAX_DIGITS + " characters");
            }
        }
        String literal = word.toString();
        return switch (literal) {
            case "true", "false" -> literal.equals("true");
            case "null" -> NULL;
            default -> number(literal, column);
        };
    }

    private BigDecimal number(String literal, int column) {
        if (!NUMBER.matcher(literal).matches()) {
            throw error("here a value is missing", column);
        }
        try {
            return new BigDecimal(literal);
        } catch (NumberFormatException e) {
            throw error("the exponent of a number is too large", column);
        }
    }

    private static boolean isLiteral(int c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '+' || c == '.';
    }

    private String string() {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (!text.skip('"')) {
            int c = text.peek();
            if (c < ' ') {
                throw error("a string is not closed, or holds a bare control character");
            }
            text.skip();
            value.append(c == '\\' ? escaped() : (char) c);
        }
        return value.toString();
    }

    private char escaped() {
        int c = text.peek();
        if (c == Characters.END) {
            throw error("a string is not closed");
        }
        text.skip();
        return switch (c) {
            case '"', '\\', '/' -> (char) c;
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
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int c = text.peek();
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw error("a string holds an unknown escape");
            }
            text.skip();
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    private void expect(char c) {
        if (!text.skip(c)) {
            throw error("here a " + c + " is missing");
        }
    }

    private void skipSpace() {
        while (" \t\r\n".indexOf(text.peek()) >= 0) {
            text.skip();
        }
    }

    public IllegalArgumentException error(String what) {
        return error(what, text.column());
    }

    private IllegalArgumentException error(String what, int column) {
        return new IllegalArgumentException("line " + text.line() + ", column " + column + ": " + what);
    }
}
