package io.github.segments4j.sandbox.json;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
        String allowed = "a text that is not empty";
        if (value(name, allowed) instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw wrong(name, allowed);
    }

    public String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    public long whole(String name, long min, long max) {
        String allowed = "a whole number from " + min + " to " + max;
        try {
            long number = number(name, allowed).longValueExact();
            if (number >= min && number <= max) {
                return number;
            }
        } catch (ArithmeticException e) {
            // It has a fraction or is far too large: refused below.
        }
        throw wrong(name, allowed);
    }

    public int whole(String name, int min, int max) {
        return (int) whole(name, (long) min, max);
    }

    public int whole(String name, int min, int max, int otherwise) {
        return has(name) ? whole(name, min, max) : otherwise;
    }

    public double probability(String name) {
        String allowed = "a number from 0 to 1";
        BigDecimal number = number(name, allowed);
        if (number.signum() >= 0 && number.compareTo(BigDecimal.ONE) <= 0) {
            return number.doubleValue();
        }
        throw wrong(name, allowed);
    }

    public void requireTrue(String name) {
        if (!value(name, "true").toString().equals("true")) {
            throw wrong(name, "true");
        }
    }

    public Duration duration(String name, Duration max) {
        String allowed = "a time such as \"500ms\", \"30s\" or \"PT1H\", from 0 to " + max;
        try {
            Duration duration = parsed(value(name, allowed).toString());
            if (!duration.isNegative() && duration.compareTo(max) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Refused below.
        }
        throw wrong(name, allowed);
    }

    public Duration duration(String name, Duration max, Duration otherwise) {
        return has(name) ? duration(name, max) : otherwise;
    }

    public Instant instant(String name) {
        String allowed = "an instant such as \"2026-11-01T00:00:00Z\"";
        try {
            return Instant.parse(value(name, allowed).toString());
        } catch (DateTimeParseException e) {
            throw wrong(name, allowed);
        }
    }

    public URI uri(String name) {
        String allowed = "an address such as \"http://127.0.0.1:1/\"";
        try {
            return new URI(text(name));
        } catch (URISyntaxException e) {
            throw wrong(name, allowed);
        }
    }

    /**
     * Reads a list of one object or more.
     *
     * @param shorthand the only field of an object that is given as plain text
     */
    public List<Fields> objects(String name, String shorthand) {
        String allowed = "a list of one object or more";
        if (!(value(name, allowed) instanceof List<?> list) || list.isEmpty()) {
            throw wrong(name, allowed);
        }
        List<Fields> all = new ArrayList<>();
        for (Object item : list) {
            Map<String, Object> fields = new LinkedHashMap<>();
            if (item instanceof String text) {
                fields.put(shorthand, text);
            } else if (item instanceof Map<?, ?> map) {
                map.forEach((key, value) -> fields.put(String.valueOf(key), value));
            } else {
                throw wrong(name, allowed);
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

    private BigDecimal number(String name, String allowed) {
        Object value = value(name, allowed);
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (isText && value.toString().matches("-?[0-9]{1,20}(\\.[0-9]{1,20})?")) {
            return new BigDecimal(value.toString());
        }
        throw wrong(name, allowed);
    }

    /** Parses {@code 20ms}, {@code 1.5s}, {@code 2m}, {@code 1h} and ISO 8601, which the last three are without a {@code PT}. */
    private static Duration parsed(String duration) {
        return duration.matches("[0-9]{1,15}ms")
                ? Duration.ofMillis(Long.parseLong(duration.replace("ms", "")))
                : Duration.parse(duration.matches("[0-9.]+[smh]") ? "PT" + duration : duration);
    }

    private Object value(String name, String allowed) {
        known.add(name);
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The " + kind + " \"" + name + "\" is missing: it must be " + allowed);
        }
        return value;
    }

    private IllegalArgumentException wrong(String name, String allowed) {
        Object value = value(name, allowed);
        String given = value instanceof String text ? '"' + text + '"' : value.toString();
        return new IllegalArgumentException("The " + kind + " \"" + name + "\" must be " + allowed + ", not "
                + (value == JsonReader.NULL ? "null" : given));
    }
}
