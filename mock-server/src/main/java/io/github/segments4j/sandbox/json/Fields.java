package io.github.segments4j.sandbox.json;

import io.github.segments4j.sandbox.endpoints.Parameters;
import io.github.segments4j.sandbox.endpoints.Refusal;
import io.github.segments4j.sandbox.http.Request;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Named values from outside, each asked for by its type. What is asked for is what is known: {@link #end}
 * refuses all else, so that a field that is spelled wrong is not one that is left out. Every refusal is an
 * {@link IllegalArgumentException} that says what is allowed.
 */
public final class Fields {
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?)(ms|s|m|h)");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,20})?");
    private static final int MOST_ECHOED = 60;

    private final String kind;
    private final Map<String, Object> values;
    private final boolean isText;
    private final Set<String> asked = new LinkedHashSet<>();

    private Fields(String kind, Map<String, Object> values, boolean isText) {
        this.kind = kind;
        this.values = values;
        this.isText = isText;
    }

    /** Of a JSON object; nothing at all is an empty one. */
    public static Fields json(String body) {
        return body.isBlank()
                ? new Fields("field", Map.of(), false)
                : new Fields("field", JsonReader.object(body), false);
    }

    /** Of what has no types: a number is text that reads as one. */
    public static Fields text(String kind, Map<String, ?> values) {
        return new Fields(kind, new LinkedHashMap<>(values), true);
    }

    public static Fields query(Request request) throws Refusal {
        Map<String, String> single = new LinkedHashMap<>();
        Parameters parameters = new Parameters(request.parameters());
        for (String name : parameters.values().keySet()) {
            single.put(name, parameters.text(name).orElse(""));
        }
        return text("parameter", single);
    }

    public boolean has(String name) {
        asked.add(name);
        return values.containsKey(name);
    }

    public String text(String name) {
        String allowed = "a text that is not empty";
        Object value = value(name, allowed);
        if (value instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw wrong(name, allowed);
    }

    public String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    public long whole(String name, long least, long most) {
        String allowed = "a whole number from " + least + " to " + most;
        try {
            long number = number(name, allowed).longValueExact();
            if (number >= least && number <= most) {
                return number;
            }
        } catch (ArithmeticException e) {
            // Refused below, like a number that is out of bounds.
        }
        throw wrong(name, allowed);
    }

    public int whole(String name, int least, int most) {
        return (int) whole(name, (long) least, most);
    }

    public double probability(String name) {
        String allowed = "a number from 0 to 1";
        BigDecimal number = number(name, allowed);
        if (number.signum() >= 0 && number.compareTo(BigDecimal.ONE) <= 0) {
            return number.doubleValue();
        }
        throw wrong(name, allowed);
    }

    /** For what is either done or left out. */
    public void yes(String name) {
        Object value = value(name, "true");
        if (!value.equals(true) && !(isText && value.equals("true"))) {
            throw wrong(name, "true");
        }
    }

    /** From nothing to the longest one. */
    public Duration time(String name, Duration most) {
        String allowed = "a time such as \"500ms\", \"30s\" or \"PT1H\", from 0 to " + most;
        Duration time = duration(name, allowed);
        if (time.isNegative() || time.compareTo(most) > 0) {
            throw wrong(name, allowed);
        }
        return time;
    }

    public Instant instant(String name) {
        String allowed = "an instant such as \"2026-11-01T00:00:00Z\"";
        try {
            return Instant.parse(value(name, allowed).toString());
        } catch (DateTimeParseException e) {
            throw wrong(name, allowed);
        }
    }

    /** One object or more; a text stands for an object with that text as its only field. */
    public List<Fields> objects(String name, String only) {
        String allowed = "a list of one object or more";
        if (!(value(name, allowed) instanceof List<?> list) || list.isEmpty()) {
            throw wrong(name, allowed);
        }
        List<Fields> all = new ArrayList<>();
        for (Object item : list) {
            Map<String, Object> fields = new LinkedHashMap<>();
            if (item instanceof String text) {
                fields.put(only, text);
            } else if (item instanceof Map<?, ?> map) {
                map.forEach((key, value) -> fields.put(String.valueOf(key), value));
            } else {
                throw wrong(name, allowed);
            }
            all.add(new Fields(kind, fields, isText));
        }
        return all;
    }

    /** Refuses whatever was not asked for. */
    public void end() {
        for (String name : values.keySet()) {
            if (!asked.contains(name)) {
                throw new IllegalArgumentException("The " + kind + " \"" + shortened(name)
                        + "\" is unknown here; there is "
                        + (asked.isEmpty() ? "none" : String.join(", ", asked)));
            }
        }
    }

    private BigDecimal number(String name, String allowed) {
        Object value = value(name, allowed);
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (isText && value instanceof String text && NUMBER.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        throw wrong(name, allowed);
    }

    private Duration duration(String name, String allowed) {
        String text = value(name, allowed).toString();
        try {
            Matcher given = NUMBER_AND_UNIT.matcher(text);
            if (!given.matches()) {
                return Duration.parse(text);
            }
            BigDecimal unit =
                    BigDecimal.valueOf(unit(given.group(2)).getDuration().toNanos());
            BigDecimal nanos = new BigDecimal(given.group(1)).multiply(unit);
            return Duration.ofNanos(nanos.toBigInteger().longValueExact());
        } catch (DateTimeParseException | ArithmeticException e) {
            throw wrong(name, allowed);
        }
    }

    private static ChronoUnit unit(String name) {
        return switch (name) {
            case "ms" -> ChronoUnit.MILLIS;
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            default -> ChronoUnit.HOURS;
        };
    }

    private Object value(String name, String allowed) {
        asked.add(name);
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
                + shortened(value.equals(JsonReader.NULL) ? "null" : given));
    }

    private static String shortened(String text) {
        return text.length() <= MOST_ECHOED ? text : text.substring(0, MOST_ECHOED) + "…";
    }
}
