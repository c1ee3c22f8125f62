package io.github.segments4j.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The document as lines, one for each thing that a program on either side builds on; an asterisk marks what is
 * required. It reads the plain YAML, so that no parser leaves anything out: a keyword it does not know stands in the
 * line as it is.
 */
final class ContractFacts {
    private static final Set<String> SAID_OTHERWISE =
            Set.of("type", "format", "description", "properties", "required", "items");

    private final JsonNode document;
    private final List<String> lines = new ArrayList<>();

    private ContractFacts(JsonNode document) {
        this.document = document;
    }

    static List<String> read() {
        try {
            ContractFacts facts = new ContractFacts(Yaml.document(Files.readString(Prism.CONTRACT)));
            facts.readAll();
            return facts.lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readAll() {
        lines.add("openapi: " + document.path("openapi").asText());
        lines.add("version: " + document.at("/info/version").asText());
        document.path("servers")
                .forEach(server -> lines.add("server " + server.path("url").asText()
                        + " "
                        + fields(server.path("variables"))
                                .map(variable -> variable.getKey() + "="
                                        + variable.getValue().path("default").asText())
                                .collect(Collectors.joining(", ", "{", "}"))));
        lines.add("security: " + security(document.path("security")));
        fields(document.at("/components/securitySchemes"))
                .forEach(scheme -> lines.add("scheme " + scheme.getKey() + ": "
                        + scheme.getValue().path("type").asText() + " "
                        + scheme.getValue().path("scheme").asText() + " "
                        + scheme.getValue().path("bearerFormat").asText()));
        fields(document.path("paths"))
                .forEach(path -> fields(path.getValue())
                        .forEach(method -> operation(
                                method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), method.getValue())));
    }

    private void operation(String name, JsonNode operation) {
        lines.add(name + ": " + operation.path("operationId").asText() + ", security "
                + (operation.has("security") ? security(operation.path("security")) : "of the document"));
        operation.path("parameters").forEach(reference -> {
            JsonNode parameter = resolved(reference);
            lines.add(name + " " + parameter.path("in").asText() + " "
                    + parameter.path("name").asText()
                    + mark(parameter.path("required").asBoolean()) + ": " + schema(parameter.path("schema"))
                    + ", such as " + parameter.path("example").asText());
        });
        JsonNode body = resolved(operation.path("requestBody"));
        contents(name + " body" + mark(body.path("required").asBoolean()), body);
        fields(operation.path("responses")).forEach(response -> {
            JsonNode answer = resolved(response.getValue());
            contents(name + " " + response.getKey(), answer);
            if (!answer.has("content")) {
                lines.add(name + " " + response.getKey() + ": a body of any type");
            }
            fields(answer.path("headers")).forEach(header -> {
                JsonNode one = resolved(header.getValue());
                lines.add(name + " " + response.getKey() + " header " + header.getKey()
                        + mark(one.path("required").asBoolean()) + ": " + schema(one.path("schema")));
            });
        });
    }

    private void contents(String name, JsonNode holder) {
        fields(holder.path("content"))
                .forEach(content -> lines.add(name + " " + content.getKey() + ": "
                        + schema(content.getValue().path("schema"))));
    }

    private String schema(JsonNode reference) {
        JsonNode schema = resolved(reference);
        String others = fields(schema)
                .filter(keyword -> !SAID_OTHERWISE.contains(keyword.getKey()))
                .filter(keyword -> !keyword.getKey().startsWith("x-"))
                .map(keyword -> " " + keyword.getKey() + "=" + text(keyword.getValue()))
                .collect(Collectors.joining());
        String type = switch (schema.path("type").asText()) {
            case "object" -> object(schema);
            case "array" -> "[" + schema(schema.path("items")) + "]";
            default ->
                (schema.path("type").asText() + " " + schema.path("format").asText()).strip();
        };
        return type + others;
    }

    private String object(JsonNode schema) {
        Set<String> required = StreamSupport.stream(schema.path("required").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
        return fields(schema.path("properties"))
                .map(property -> property.getKey() + mark(required.contains(property.getKey())) + ": "
                        + schema(property.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private String security(JsonNode requirements) {
        return requirements.isEmpty()
                ? "none"
                : fields(requirements.path(0)).map(Map.Entry::getKey).collect(Collectors.joining(" "));
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static Stream<Map.Entry<String, JsonNode>> fields(JsonNode node) {
        return node.properties().stream();
    }

    private static String mark(boolean required) {
        return required ? "*" : "";
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
