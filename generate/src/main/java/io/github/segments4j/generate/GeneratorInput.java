package io.github.segments4j.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import java.util.HashSet;
import java.util.Set;

/** A contract, changed where code of the generator would not compile, or would refuse valid answers. */
final class GeneratorInput {
    private final Document document;

    private GeneratorInput(Document document) {
        this.document = document;
    }

    static OpenAPI of(OpenAPI api, String language) {
        ObjectMapper mapper = Json.mapper();
        JsonNode before = mapper.valueToTree(api);
        GeneratorInput input = new GeneratorInput(new Document(before.deepCopy()));
        input.describe();
        input.keepCommentsOpen();
        if (language.equals("rust")) {
            input.makeChoicesEnums();
        } else if (language.equals("kotlin")) {
            input.escapeEnums();
            input.escapeDefaults();
        }
        JsonNode after = input.document.root();
        return after.equals(before) ? api : mapper.convertValue(after, OpenAPI.class);
    }

    /** Otherwise the generator would have a description of its own. */
    private void describe() {
        ObjectNode info = (ObjectNode) document.root().path("info");
        if (!info.has("description")) {
            info.set("description", info.path("title"));
        }
    }

    /** Some templates copy descriptions into comments as they are. */
    private void keepCommentsOpen() {
        for (JsonNode parent : document.root().findParents("description")) {
            String text = parent.path("description").asText();
            if (text.contains("*/")) {
                ((ObjectNode) parent).put("description", text.replace("*/", "* /"));
            }
        }
    }

    /** The generator copies values of enums into Kotlin's string literals as they are. */
    private void escapeEnums() {
        for (JsonNode parent : document.root().findParents("enum")) {
            if (parent.path("enum") instanceof ArrayNode values) {
                for (int i = 0; i < values.size(); i++) {
                    if (values.path(i).isTextual()) {
                        values.set(i, escaped(values.path(i).asText()));
                    }
                }
                if (parent.path("default").isTextual()) {
                    ((ObjectNode) parent)
                            .put("default", escaped(parent.path("default").asText()));
                }
            }
        }
    }

    private static String escaped(String text) {
        return text.replaceAll("[\\\\\"$]", "\\\\$0");
    }

    /** In the literal of another default, the generator escapes everything but the sign of a template. */
    private void escapeDefaults() {
        for (JsonNode parent : document.root().findParents("default")) {
            String text = parent.path("default").asText();
            if (text.contains("$") && !parent.path("enum").isArray()) {
                ((ObjectNode) parent).put("default", text.replace("$", "${'$'}"));
            }
        }
    }

    /**
     * Makes an enum of each choice in Rust. Otherwise, a value of anyOf must have the fields of all alternatives. The field
     * that tells the alternatives apart selects the variant, so there is none left for the value in it.
     */
    private void makeChoicesEnums() {
        for (JsonNode parent : document.root().findParents("anyOf")) {
            if (parent.path("anyOf").isArray() && !parent.has("oneOf") && !parent.has("properties")) {
                ObjectNode schema = (ObjectNode) parent;
                schema.set("oneOf", schema.remove("anyOf"));
            }
        }
        for (JsonNode schema : document.root().findParents("discriminator")) {
            String field = schema.at("/discriminator/propertyName").asText();
            schema.path("oneOf").forEach(part -> makeOptional(field, part, new HashSet<>()));
        }
    }

    private void makeOptional(String field, JsonNode given, Set<JsonNode> seen) {
        JsonNode schema = document.resolve(given);
        if (!seen.add(given)) {
            return;
        }
        if (schema.path("required") instanceof ArrayNode required) {
            for (int i = required.size() - 1; i >= 0; i--) {
                if (required.path(i).asText().equals(field)) {
                    required.remove(i);
                }
            }
        }
        schema.path("allOf").forEach(part -> makeOptional(field, part, seen));
    }
}
