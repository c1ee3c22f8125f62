package io.github.segments4j.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Makes up rows that match a schema. Row by row, optional fields come and go, and nullable ones are null.
 *
 * @param resolve follows a reference to another part of the contract
 */
record SampleRows(UnaryOperator<JsonNode> resolve) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    ArrayNode make(JsonNode schema, int count) {
        ArrayNode rows = JSON.arrayNode();
        IntStream.range(0, count)
                .mapToObj(number -> value("row", schema, number))
                .forEach(rows::add);
        return rows;
    }

    private JsonNode value(String name, JsonNode given, int number) {
        JsonNode schema = resolve.apply(given);
        if (schema.path("nullable").asBoolean() && number % 2 == 1) {
            return NullNode.instance;
        }
        if (schema.has("enum")) {
            JsonNode values = schema.path("enum");
            return values.path(number % values.size());
        }
        if (schema.has("allOf") || schema.has("properties")) {
            ObjectNode object = JSON.objectNode();
            addFields(schema, number, object);
            return object;
        }
        return switch (schema.path("type").asText()) {
            case "string" -> TextNode.valueOf(text(name, schema.path("format").asText(), number));
            case "integer" -> IntNode.valueOf(1000 + number);
            case "number" -> JSON.numberNode(number + 0.5);
            case "boolean" -> BooleanNode.valueOf(number % 2 == 0);
            case "array" -> JSON.arrayNode().add(value(name, schema.path("items"), number));
            case "object" -> JSON.objectNode().set("a key", value(name, schema.path("additionalProperties"), number));
            default -> JSON.objectNode().put("anything", number);
        };
    }

    private void addFields(JsonNode schema, int number, ObjectNode object) {
        schema.path("allOf").forEach(part -> addFields(resolve.apply(part), number, object));
        for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
            boolean isRequired = schema.path("required").toString().contains("\"" + field.getKey() + "\"");
            if (isRequired || number % 3 != 2) {
                object.set(field.getKey(), value(field.getKey(), field.getValue(), number));
            }
        }
    }

    private static String text(String name, String format, int number) {
        return switch (format) {
            case "date-time" -> "2026-02-03T04:05:%02dZ".formatted(number % 60);
            case "date" -> "2026-02-%02d".formatted(1 + number % 28);
            case "uuid" -> "3f2504e0-4f89-41d3-9a0c-%012d".formatted(number);
            default -> name + " " + number + " é/愛";
        };
    }
}
