package io.github.segments4j.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rewrites a document of OpenAPI 3.1 as one of 3.0, which says the same about the JSON that clients send and accept. The
 * generator reads 3.1 too, but forgets in some places that a value may be null.
 */
final class Downgrade {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> ANNOTATIONS = Set.of(
            "description", "summary", "title", "deprecated", "example", "examples", "default", "readOnly", "writeOnly");
    private static final List<String> UNKNOWN_TO_30 = List.of(
            "$anchor",
            "$comment",
            "$defs",
            "$dynamicAnchor",
            "$id",
            "$schema",
            "contains",
            "contentMediaType",
            "dependentRequired",
            "dependentSchemas",
            "else",
            "if",
            "maxContains",
            "minContains",
            "propertyNames",
            "then",
            "unevaluatedItems",
            "unevaluatedProperties");

    private Downgrade() {}

    static void document(ObjectNode root) {
        root.put("openapi", "3.0.3");
        root.remove(List.of("webhooks", "jsonSchemaDialect"));
        root.withObject("/paths");
        remove(root.path("info"), "summary");
        if (root.at("/info/license") instanceof ObjectNode license && license.has("identifier")) {
            license.set("name", license.remove("identifier"));
        }
        remove(root.path("components"), "pathItems");
        rewriteAll(root.at("/components/schemas"));
        findSchemas(root);
    }

    private static void remove(JsonNode node, String name) {
        if (node instanceof ObjectNode object) {
            object.remove(name);
        }
    }

    /** Rewrites the schemas of parameters, headers and bodies. */
    private static void findSchemas(JsonNode node) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = field.getKey();
            if (name.equals("schema")) {
                field.setValue(schema(field.getValue()));
            } else if (!name.startsWith("x-") && !name.equals("schemas") && !name.startsWith("example")) {
                findSchemas(field.getValue());
            }
        }
        if (node.isArray()) {
            node.forEach(Downgrade::findSchemas);
        }
    }

    private static void rewriteAll(JsonNode schemas) {
        schemas.properties().forEach(each -> each.setValue(schema(each.getValue())));
        if (schemas instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, schema(array.get(i)));
            }
        }
    }

    private static JsonNode schema(JsonNode given) {
        if (!(given instanceof ObjectNode schema)) {
            return JSON.objectNode(); // true, which allows anything
        }
        if (schema.has("$ref")) {
            return reference(schema);
        }
        for (String word : List.of("properties", "allOf", "anyOf", "oneOf")) {
            rewriteAll(schema.path(word));
        }
        for (String word : List.of("items", "additionalProperties", "not")) {
            if (schema.path(word).isObject() || (word.equals("items") && schema.has(word))) {
                schema.set(word, schema(schema.path(word)));
            }
        }
        constant(schema);
        type(schema);
        alternatives(schema, "oneOf");
        alternatives(schema, "anyOf");
        bound(schema, "minimum", "exclusiveMinimum");
        bound(schema, "maximum", "exclusiveMaximum");
        if (schema.path("examples").isArray()) {
            schema.set("example", schema.path("examples").path(0));
        }
        if (schema.path("contentEncoding").asText().equals("base64")) {
            schema.put("format", "byte");
        }
        if (schema.has("patternProperties") && !schema.has("additionalProperties")) {
            schema.putObject("additionalProperties");
        }
        if (schema.path("type").asText().equals("array") && !schema.has("items")) {
            schema.putObject("items");
        }
        schema.remove(List.of("examples", "contentEncoding", "patternProperties", "prefixItems"));
        schema.remove(UNKNOWN_TO_30);
        return schema;
    }

    /** In 3.0, words beside a reference are ignored. */
    private static JsonNode reference(ObjectNode schema) {
        ObjectNode reference = JSON.objectNode().set("$ref", schema.path("$ref"));
        schema.remove("$ref");
        schema.remove(ANNOTATIONS);
        if (schema.isEmpty()) {
            return reference;
        }
        ObjectNode both = JSON.objectNode();
        both.putArray("allOf").add(reference).add(schema(schema));
        return both;
    }

    private static void constant(ObjectNode schema) {
        JsonNode constant = schema.remove("const");
        if (constant != null) {
            schema.putArray("enum").add(constant);
        }
        JsonNode values = schema.path("enum");
        if (!schema.has("type") && !values.isEmpty()) {
            ArrayNode types = JSON.arrayNode();
            values.forEach(value -> types.add(typeOf(value)));
            schema.set("type", types);
        }
        for (int i = values.size() - 1; i >= 0; i--) {
            if (values.path(i).isNull()) {
                ((ArrayNode) values).remove(i);
            }
        }
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL -> "null";
            case BOOLEAN -> "boolean";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case STRING -> "string";
            case ARRAY -> "array";
            default -> "object";
        };
    }

    private static void type(ObjectNode schema) {
        Set<String> types = new LinkedHashSet<>();
        JsonNode given = schema.path("type");
        (given.isArray() ? given : JSON.arrayNode().add(given)).forEach(type -> types.add(type.asText()));
        types.remove("");
        boolean isNullable = types.remove("null");
        schema.remove("type");
        if (types.size() == 1) {
            schema.put("type", types.iterator().next());
        } else if (!types.isEmpty() && !schema.has("anyOf")) {
            ArrayNode parts = schema.putArray("anyOf");
            types.forEach(type -> parts.add(schema(JSON.objectNode().put("type", type))));
        }
        if (isNullable) {
            schema.put("nullable", true);
        }
    }

    /** One of the alternatives may be null. If only one is left, the schema is that one. */
    private static void alternatives(ObjectNode schema, String word) {
        if (!(schema.path(word) instanceof ArrayNode parts)) {
            return;
        }
        JsonNode onlyNull = JSON.objectNode().put("nullable", true);
        ArrayNode others = JSON.arrayNode();
        parts.forEach(part -> {
            if (!part.equals(onlyNull)) {
                others.add(part);
            }
        });
        if (others.size() == parts.size()) {
            return;
        }
        schema.put("nullable", true);
        schema.remove(word);
        if (others.size() != 1) {
            schema.set(word, others);
        } else if (others.path(0).has("$ref")) {
            schema.set("allOf", others);
        } else {
            schema.setAll((ObjectNode) others.path(0));
        }
    }

    private static void bound(ObjectNode schema, String inclusive, String exclusive) {
        if (schema.path(exclusive).isNumber()) {
            schema.set(inclusive, schema.path(exclusive));
            schema.put(exclusive, true);
        }
    }
}
