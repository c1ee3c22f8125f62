package io.github.segments4j.sandbox.json;

import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Named values from a user, each read as a certain type. {@link #requireNoOthers} refuses names that were not read,
 * so that a misspelt name is not ignored. Every refusal is an {@link IllegalArgumentException} that says what is
 * allowed.
 */
public final class Fields {
    private final String kind;
    private final Map<String, Object> values;
    private final boolean isText;
    private final Set<String> known = new LinkedHashSet<>();

    private Fields(String kind, Map<String, Object> values, boolean isText) {
        this.kind = kind;
        this.values = values;
        this.isText = isText;
    }

    /** Reads a JSON object. An empty body counts as an empty object. */
    public static Fields json(String body) {
        return new Fields("field", body.isBlank() ? Map.of() : JsonReader.object(body), false);
    }

    /**
     * Reads values without types: a number is text that looks like one.
     *
     * @param kind what to call a value in messages
     */
    public static Fields text(String kind, Map<String, ?> values) {
        return new Fields(kind, new LinkedHashMap<>(values), true);
    }

    public boolean has(String name) {
        known.add(name);
        return values.containsKey(name);
    }

    public String text(String name) {
        return read(
                name,
                "a text that is not empty",
                value -> value instanceof String text ? text : "",
                text -> !text.isEmpty());
    }

    public String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    public long whole(String name, long min, long max) {
        return read(
                name,
                "a whole number from " + min + " to " + max,
                value -> number(value).longValueExact(),
                number -> number >= min && number <= max);
    }

    public int whole(String name, int min, int max) {
        return (int) whole(name, (long) min, max);
    }

    public int whole(String name, int min, int max, int otherwise) {
        return has(name) ? whole(name, min, max) : otherwise;
    }

    public double probability(String name) {
        return read(
                name,
                "a number from 0 to 1",
                value -> number(value).doubleValue(),
                number -> number >= 0 && number <= 1);
    }

    public void requireTrue(String name) {
        read(name, "true", Object::toString, "true"::equals);
    }

    public Duration duration(String name, Duration max) {
        return read(
                name,
                "a time such as \"500ms\", \"30s\" or \"PT1H\", from 0 to " + max,
                value -> duration(value.toString()),
                duration -> !duration.isNegative() && duration.compareTo(max) <= 0);
    }

    public Duration duration(String name, Duration max, Duration otherwise) {
        return has(name) ? duration(name, max) : otherwise;
    }

    public Instant instant(String name) {
        return read(
                name,
                "an instant such as \"2026-11-01T00:00:00Z\"",
                value -> Instant.parse(value.toString()),
                instant -> true);
    }

    /**
     * {@return a text, converted}
     *
     * @param conversion throws an {@link IllegalArgumentException} or a {@link DateTimeException} for any other text
     */
    public String converted(String name, String expected, UnaryOperator<String> conversion) {
        return read(name, expected, value -> conversion.apply(value.toString()), text -> true);
    }

    public URI uri(String name) {
        return read(
                name, "an address such as \"http://127.0.0.1:1/\"", value -> URI.create(value.toString()), uri -> true);
    }

    /**
     * Reads a list of one object or more.
     *
     * @param shorthand the only field of an object that is given as plain text
     */
    public List<Fields> objects(String name, String shorthand) {
        return read(name, "a list of one object or more", value -> objects(value, shorthand), all -> !all.isEmpty());
    }

    private List<Fields> objects(Object value, String shorthand) {
        List<Fields> all = new ArrayList<>();
        for (Object item : value instanceof List<?> list ? list : List.of()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            if (item instanceof Map<?, ?> map) {
                map.forEach((key, each) -> fields.put(String.valueOf(key), each));
            } else if (item instanceof String text) {
                fields.put(shorthand, text);
            } else {
                return List.of();
            }
            all.add(new Fields(kind, fields, isText));
        }
        return all;
    }

    /** {@return the values that were not read, as they came} */
    public Map<String, Object> others() {
        Map<String, Object> others = new LinkedHashMap<>(values);
        others.keySet().removeAll(known);
        return others;
    }

    public void requireNoOthers() {
        others().keySet().stream().findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("The " + kind + " \"" + name + "\" is unknown here; there is "
                    + (known.isEmpty() ? "none" : String.join(", ", known)));
        });
    }

    private <T> T read(String name, String allowed, Function<Object, T> parser, Predicate<T> isAllowed) {
        String message = "The " + kind + " \"" + name + "\" ";
        if (!has(name)) {
            throw new IllegalArgumentException(message + "is missing: it must be " + allowed);
        }
        Object value = values.get(name);
        try {
            T parsed = parser.apply(value);
            if (isAllowed.test(parsed)) {
                return parsed;
            }
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            // It cannot be parsed: refused below.
        }
        Object given = value instanceof String ? "\"" + value + '"' : value;
        throw new IllegalArgumentException(
                message + "must be " + allowed + ", not " + (value == JsonReader.NULL ? "null" : given));
    }

    private BigDecimal number(Object value) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (isText) {
            return new BigDecimal(value.toString());
        }
        throw new NumberFormatException();
    }

    /** Parses {@code 20ms}, {@code 1.5s}, {@code 2m}, {@code 1h} and the format of ISO 8601. */
    private static Duration duration(String text) {
        return text.matches("[0-9]{1,15}ms")
                ? Duration.ofMillis(Long.parseLong(text.replace("ms", "")))
                : Duration.parse(text.matches("[0-9.]+[smh]") ? "PT" + text : text);
    }
}
