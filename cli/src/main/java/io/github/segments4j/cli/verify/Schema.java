package io.github.segments4j.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A schema of the contract, and how a value differs from it.
 *
 * @param name the name in the contract; empty for a schema without a name
 */
record Schema(String name, JsonNode rules, UnaryOperator<JsonNode> resolver) {
    private static final String BODY = "the body";
    private static final String KNOWN_VALUES = "x-extensible-enum";

    enum Kind {
        MISSING_FIELD,
        NULL_FIELD,
        WRONG_TYPE,
        UNKNOWN_FIELD,
        UNKNOWN_VALUE,
        EMPTY_VALUE,
        NUL_CHARACTER,
        CONTROL_CHARACTER,
        LONE_SURROGATE
    }

    /**
     * One difference.
     *
     * @param field the field, after the name of the schema that has it
     * @param required whether the contract requires the field
     * @param place the path in the body
     * @param actual made on request, since most of very many differences are only counted
     */
    record Difference(
            Kind kind, String field, boolean required, String place, String contract, Supplier<String> actual) {}

    static Schema of(JsonNode schema, UnaryOperator<JsonNode> resolver) {
        String name = schema.path("$ref").asText().replaceFirst(".*/", "");
        return new Schema(name, resolver.apply(schema), resolver);
    }

    /** Passes each difference on as it is found, since there may be very many. */
    void compare(JsonNode body, Consumer<Difference> found) {
        compare(body, name, BODY, true, found);
    }

    private void compare(JsonNode value, String field, String place, boolean required, Consumer<Difference> found) {
        if (value.isNull() && rules.path("nullable").asBoolean()) {
            return;
        }
        if (value.isNull()) {
            found.accept(new Difference(Kind.NULL_FIELD, field, required, place, expected(required), () -> "null"));
        } else if (!hasType(value)) {
            found.accept(
                    new Difference(Kind.WRONG_TYPE, field, required, place, expected(required), () -> describe(value)));
        } else if (value.isObject()) {
            compareFields(value, place, found);
        } else if (value.isArray()) {
            Schema items = of(rules.path("items"), resolver);
            for (int i = 0; i < value.size(); i++) {
                items.compare(value.get(i), field + "[]", path(place, "[" + i + "]"), true, found);
            }
        } else {
            compareContent(value, field, place, required, found);
        }
    }

    private void compareContent(
            JsonNode value, String field, String place, boolean required, Consumer<Difference> found) {
        if (!isKnown(value)) {
            String contract = "the known values are " + String.join(", ", texts(KNOWN_VALUES)) + "; others are allowed";
            found.accept(new Difference(Kind.UNKNOWN_VALUE, field, required, place, contract, () -> describe(value)));
        }
        boolean isSecret = format().equals("password"); // A finding of its own says more.
        if (required && !isSecret && value.isTextual() && value.asText().isBlank()) {
            String contract = expected(true) + " and not blank";
            found.accept(new Difference(Kind.EMPTY_VALUE, field, true, place, contract, () -> describe(value)));
        }
        compareCharacters(value, field, place, required, found);
    }

    /** Whatever the contract says about a value, its text must be one that every client can read and store. */
    private static void compareCharacters(
            JsonNode value, String field, String place, boolean required, Consumer<Difference> found) {
        if (hasText(value, text -> text.indexOf('\0') >= 0)) {
            String contract = "text without the character U+0000, which many databases and programs cannot hold";
            found.accept(
                    new Difference(Kind.NUL_CHARACTER, field, required, place, contract, () -> "text with U+0000"));
        }
        // A name is what people wrote, with tabs and line breaks.
        if (field.endsWith(".id") && hasText(value, Schema::hasControlCharacter)) {
            String contract = "an id without control characters, which break lines of logs and files";
            found.accept(new Difference(
                    Kind.CONTROL_CHARACTER, field, required, place, contract, () -> "text with a control character"));
        }
        if (hasText(value, Schema::hasLoneSurrogate)) {
            String contract = "text that UTF-8 can encode; many clients refuse half of a surrogate pair";
            String actual = "text with half of a surrogate pair";
            found.accept(new Difference(Kind.LONE_SURROGATE, field, required, place, contract, () -> actual));
        }
    }

    /** U+0000 has a finding of its own. */
    private static boolean hasControlCharacter(String text) {
        return text.chars().anyMatch(character -> character != 0 && Character.isISOControl(character));
    }

    /** A pair of surrogates is a single code point. */
    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    /** Whether a text or a field's name, in the value or anywhere inside it, meets a condition. */
    private static boolean hasText(JsonNode value, Predicate<String> condition) {
        if (value.isTextual()) {
            return condition.test(value.textValue());
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            if (condition.test(field.getKey())) {
                return true;
            }
        }
        for (JsonNode inner : value) {
            if (hasText(inner, condition)) {
                return true;
            }
        }
        return false;
    }

    private void compareFields(JsonNode value, String place, Consumer<Difference> found) {
        for (Map.Entry<String, JsonNode> property : rules.path("properties").properties()) {
            Schema schema = of(property.getValue(), resolver);
            String field = name + "." + property.getKey();
            boolean required = texts("required").contains(property.getKey());
            JsonNode given = value.path(property.getKey());
            if (!given.isMissingNode()) {
                schema.compare(given, field, path(place, "." + property.getKey()), required, found);
            } else if (required || schema.rules.has(KNOWN_VALUES)) {
                // A field with known values is worth a word if it is missing, even where it is optional.
                found.accept(new Difference(
                        Kind.MISSING_FIELD,
                        field,
                        required,
                        place,
                        schema.expected(required),
                        () -> place + " has no " + property.getKey()));
            }
        }
        String contract = name + " has " + fields();
        for (Map.Entry<String, JsonNode> given : value.properties()) {
            if (!rules.path("properties").has(given.getKey())) {
                String field = name + "." + given.getKey();
                String path = path(place, "." + given.getKey());
                found.accept(new Difference(
                        Kind.UNKNOWN_FIELD, field, false, path, contract, () -> describe(given.getValue())));
                compareCharacters(TextNode.valueOf(given.getKey()), field, path, false, found);
                compareCharacters(given.getValue(), field, path, false, found);
            }
        }
    }

    private boolean hasType(JsonNode value) {
        return switch (type()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "number" -> value.isNumber();
            case "integer" ->
                value.isIntegralNumber()
                        && (format().equals("int32") ? value.canConvertToInt() : value.canConvertToLong());
            default -> throw new IllegalStateException("A schema of the contract has no type");
        };
    }

    private boolean isKnown(JsonNode value) {
        return !rules.has(KNOWN_VALUES) || texts(KNOWN_VALUES).contains(value.asText());
    }

    private List<String> texts(String rule) {
        return StreamSupport.stream(rules.path(rule).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private String expected(boolean required) {
        String format = rules.has("format") ? " (" + format() + ")" : "";
        return type() + format + (required ? ", required" : ", optional");
    }

    private String fields() {
        return rules.path("properties").properties().stream()
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
    }

    private String describe(JsonNode value) {
        String type = value.getNodeType().toString().toLowerCase(Locale.ROOT);
        boolean isShown = value.isValueNode() && !value.isNull() && !format().equals("password");
        return isShown ? type + " " + value : type;
    }

    private String type() {
        return rules.path("type").asText();
    }

    private String format() {
        return rules.path("format").asText();
    }

    private static String path(String place, String step) {
        if (!place.equals(BODY)) {
            return place + step;
        }
        return step.startsWith(".") ? step.substring(1) : step;
    }
}
