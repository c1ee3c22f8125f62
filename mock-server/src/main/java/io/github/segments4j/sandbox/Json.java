package io.github.segments4j.sandbox;

/** Writes JSON, escaped so that any text survives: control characters and lone surrogates too. */
final class Json {
    private final StringBuilder out = new StringBuilder(8 * 1024);

    Json object() {
        return open('{');
    }

    Json end() {
        out.append('}');
        return this;
    }

    Json array() {
        return open('[');
    }

    Json endArray() {
        out.append(']');
        return this;
    }

    Json field(String name, String value) {
        name(name);
        text(value);
        return this;
    }

    Json field(String name, long value) {
        name(name);
        out.append(value);
        return this;
    }

    Json field(String name, boolean value) {
        name(name);
        out.append(value);
        return this;
    }

    Json field(String name, double value) {
        name(name);
        out.append(value);
        return this;
    }

    Json value(String value) {
        comma();
        text(value);
        return this;
    }

    Json name(String name) {
        comma();
        text(name);
        out.append(':');
        return this;
    }

    private Json open(char bracket) {
        comma();
        out.append(bracket);
        return this;
    }

    private void comma() {
        char last = out.length() == 0 ? '{' : out.charAt(out.length() - 1);
        if (last != '{' && last != '[' && last != ':') {
            out.append(',');
        }
    }

    private void text(String value) {
        out.append('"');
        int copied = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (mayNeedEscape(c) && needsEscape(value, i)) {
                out.append(value, copied, i);
                out.append(c == '"' || c == '\\' ? "\\" + c : String.format("\\u%04x", (int) c));
                copied = i + 1;
            }
        }
        out.append(value, copied, value.length()).append('"');
    }

    /** Asked of every character of every page: most are through after it. */
    private static boolean mayNeedEscape(char c) {
        return c < ' ' || c == '"' || c == '\\' || c >= '\u2028';
    }

    private static boolean needsEscape(String value, int i) {
        char c = value.charAt(i);
        return c <= '\u2029' || isLone(value, i);
    }

    private static boolean isLone(String value, int i) {
        char c = value.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1))
                : Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
