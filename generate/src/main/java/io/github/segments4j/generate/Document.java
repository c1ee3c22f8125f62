package io.github.segments4j.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A contract, as the generator reads it: references to other files are resolved.
 *
 * @param root the document as JSON
 */
record Document(JsonNode root) {
    private static final List<String> METHODS =
            List.of("get", "post", "put", "patch", "delete", "head", "options", "trace");

    /**
     * An operation.
     *
     * @param place its method and path, for messages
     * @param node what the document says about it
     * @param path what the document says about its path
     */
    record Operation(String place, JsonNode node, JsonNode path) {}

    static Document read(Path contract) {
        Document document = new Document(Json.mapper().valueToTree(model(contract)));
        document.root.at("/components/schemas").properties().forEach(schema -> {
            if (document.refersToItself(schema.getValue())) {
                throw new IllegalArgumentException(
                        contract + " is not valid: the schema " + schema.getKey() + " is only a reference to itself");
            }
        });
        return document;
    }

    /** Returns the document as the classes of the generator, and always as one of OpenAPI 3.0. */
    static OpenAPI model(Path contract) {
        if (!Files.isRegularFile(contract)) {
            throw new IllegalArgumentException("there is no file " + contract);
        }
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        options.setResolveResponses(true);
        SwaggerParseResult result = new OpenAPIV3Parser().readLocation(contract.toString(), List.of(), options);
        String problems = problems(result);
        if (result.getOpenAPI() == null) {
            boolean hasNoVersion = problems.contains("attribute openapi is missing");
            throw new IllegalArgumentException(contract + " is not a document of OpenAPI 3.0 or 3.1"
                    + (problems.isEmpty() ? "" : ": " + problems)
                    + (hasNoVersion ? ". Convert a document of Swagger 2.0 first" : ""));
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(contract + " is not valid: " + problems);
        }
        return result.getOpenAPI().getSpecVersion() == SpecVersion.V31
                ? downgraded(result.getOpenAPI())
                : result.getOpenAPI();
    }

    private static OpenAPI downgraded(OpenAPI api) {
        ObjectNode document = Json31.mapper().valueToTree(api);
        Downgrade.document(document);
        return new OpenAPIV3Parser().readContents(document.toString()).getOpenAPI();
    }

    private static String problems(SwaggerParseResult result) {
        List<String> messages = result.getMessages();
        return messages == null
                ? ""
                : messages.stream()
                        .filter(message -> !message.contains("java.")) // about the code of the parser
                        .map(message -> message.replaceAll("\\s+", " ").strip())
                        .distinct()
                        .collect(Collectors.joining("; "));
    }

    private boolean refersToItself(JsonNode schema) {
        Set<String> references = new HashSet<>();
        JsonNode node = schema;
        while (node.path("$ref").asText().startsWith("#/")) {
            String reference = node.path("$ref").asText();
            if (!references.add(reference)) {
                return true;
            }
            node = root.at(reference.substring(1));
        }
        return false;
    }

    String title() {
        return root.at("/info/title").asText();
    }

    List<Operation> operations() {
        return root.path("paths").properties().stream()
                .flatMap(path -> METHODS.stream()
                        .filter(path.getValue()::has)
                        .map(method -> new Operation(
                                method.toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                path.getValue().path(method),
                                path.getValue())))
                .toList();
    }

    /** The parameters of an operation, and those of its path. */
    List<JsonNode> parameters(Operation operation) {
        return Stream.of(operation.node(), operation.path())
                .flatMap(node -> StreamSupport.stream(node.path("parameters").spliterator(), false))
                .map(this::resolve)
                .toList();
    }

    /** The names of the schemas. */
    List<String> schemas() {
        return root.at("/components/schemas").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The name of the license, which may be an SPDX identifier. Empty if there is none. */
    String license() {
        return root.at("/info/license/name").asText();
    }

    /** Follows a reference to another part of the document. */
    JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.startsWith("#/") ? resolve(root.at(reference.substring(1))) : node;
    }
}
