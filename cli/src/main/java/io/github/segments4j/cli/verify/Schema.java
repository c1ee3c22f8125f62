package io.github.segments4j.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A schema of the contract, and how a value differs from it.
 *
 * @param name of a schema that has one, otherwise empty
 */
record Schema(String name, JsonNode rules, UnaryOperator<JsonNode> resolver) {
    private static final Set<String> UNDERSTOOD = Set.of(
            "type",
            "format",
            "description",
            "required",
            "properties",
            "items",
            "example",
            "default",
            "nullable",
            "title",
            "deprecated");

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
     * @param field named by the schema that has it, or should have it
     * @param required whether the contract promises it
     * @param place in the body
     */
    record Difference(Kind kind, String field, boolean required, String place, String contract, String came) {}

    static Schema of(JsonNode schema, UnaryOperator<JsonNode> resolver) {
        JsonNode rules = resolver.apply(schema);
        for (Map.Entry<String, JsonNode> rule : rules.properties()) {
            if (!UNDERSTOOD.contains(rule.getKey()) && !rule.getKey().startsWith("x-")) {
                throw new IllegalStateException(
                        "A schema of the contract has the keyword " + rule.getKey() + ", which nothing here can check");
            }
        }
        return new Schema(schema.path("$ref").asText().replaceFirst(".*/", ""), rules, resolver);
    }

    List<Difference> differences(JsonNode value) {
        List<Difference> differences = new ArrayList<>();
        compare(value, name, "the body", true, differences::add);
        return differences;
    }

    private void compare(JsonNode value, String field, String place, boolean required, Consumer<Difference> found) {
        if (value.isNull() && rules.path("nullable").asBoolean()) {
            return;
        }
        if (value.isNull()) {
            found.accept(new Difference(Kind.NULL_FIELD, field, required, place, expected(required), "null"));
        } else if (!hasType(value)) {
            found.accept(new Difference(Kind.WRONG_TYPE, field, required, place, expected(required), came(value)));
        } else if (value.isObject()) {
            compareFields(value, place, found);
        } else if (value.isArray()) {
            Schema items = of(rules.path("items"), resolver);
            for (int i = 0; i < value.size(); i++) {
                items.compare(value.get(i), field + "[]", inside(place, "[" + i + "]"), true, found);
            }
        } else if (!isKnown(value)) {
            found.accept(new Difference(Kind.UNKNOWN_VALUE, field, required, place, knownValues(), came(value)));
        }
    }

    private void compareFields(JsonNode value, String place, Consumer<Difference> found) {
        for (Map.Entry<String, JsonNode> property : rules.path("properties").properties()) {
            String field = property.getKey();
            Schema schema = of(property.getValue(), resolver);
            boolean required = isRequired(field);
            JsonNode given = value.get(field);
            if (given != null) {
                schema.compare(given, name + "." + field, inside(place, "." + field), required, found);
            } else if (required) {
                found.accept(new Difference(
                        Kind.MISSING_FIELD,
                        name + "." + field,
                        true,
                        place,
                        schema.expected(true),
                        place + " has no " + field));
            }
        }
        for (Map.Entry<String, JsonNode> given : value.properties()) {
            if (!rules.path("properties").has(given.getKey())) {
                found.accept(new Difference(
                        Kind.UNKNOWN_FIELD,
                        name + "." + given.getKey(),
                        false,
                        inside(place, "." + given.getKey()),
                        name + " has " + fields(),
                        came(given.getValue())));
            }
        }
    }

    private boolean isRequired(String field) {
        return StreamSupport.stream(rules.path("required").spliterator(), false)
                .anyMatch(name -> name.asText().equals(field));
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
        JsonNode known = rules.path("x-known-values");
        return known.isMissingNode()
                || StreamSupport.stream(known.spliterator(), false).anyMatch(value::equals);
    }

    private String knownValues() {
        return "known are "
                + StreamSupport.stream(rules.path("x-known-values").spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", "))
                + "; others may come";
    }

    private String expected(boolean required) {
        return Optional.of(format()).filter(name -> !name.isEmpty()).map(name -> " (" + name + ")").stream()
                .collect(Collectors.joining("", type(), required ? ", required" : ""));
    }

    private String fields() {
        return rules.path("properties").properties().stream()
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
    }

    private String came(JsonNode value) {
        String type = value.getNodeType().toString().toLowerCase(Locale.ROOT);
        return value.isValueNode() && !value.isNull() && !format().equals("password") ? type + " " + value : type;
    }

    private String type() {
        return rules.path("type").asText();
    }

    private String format() {
        return rules.path("format").asText();
    }

    private static String inside(String place, String step) {
        String path = place.equals("the body") ? "" : place;
        return path.isEmpty() && step.startsWith(".") ? step.substring(1) : path + step;
    }
}
