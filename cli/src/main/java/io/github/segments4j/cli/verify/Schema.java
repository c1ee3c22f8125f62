package io.github.segments4j.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
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

    enum Kind {
        MISSING_FIELD,
        NULL_FIELD,
        WRONG_TYPE,
        UNKNOWN_FIELD,
        UNKNOWN_VALUE
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
        } else if (!isKnown(value)) {
            String contract =
                    "the known values are " + String.join(", ", texts("x-known-values")) + "; others are allowed";
            found.accept(new Difference(Kind.UNKNOWN_VALUE, field, required, place, contract, () -> describe(value)));
        }
    }

    private void compareFields(JsonNode value, String place, Consumer<Difference> found) {
        for (Map.Entry<String, JsonNode> property : rules.path("properties").properties()) {
            Schema schema = of(property.getValue(), resolver);
            String field = name + "." + property.getKey();
            boolean required = texts("required").contains(property.getKey());
            JsonNode given = value.path(property.getKey());
            if (!given.isMissingNode()) {
                schema.compare(given, field, path(place, "." + property.getKey()), required, found);
            } else if (required) {
                found.accept(new Difference(
                        Kind.MISSING_FIELD,
                        field,
                        true,
                        place,
                        schema.expected(true),
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
        return !rules.has("x-known-values") || texts("x-known-values").contains(value.asText());
    }

    private List<String> texts(String rule) {
        return StreamSupport.stream(rules.path(rule).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private String expected(boolean required) {
        String format = rules.has("format") ? " (" + format() + ")" : "";
        return type() + format + (required ? ", required" : "");
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
