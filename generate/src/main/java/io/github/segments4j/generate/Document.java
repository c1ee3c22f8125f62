package io.github.segments4j.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A contract, as the generator reads it: references to other files are resolved.
 *
 * @param root the document as JSON
 */
record Document(JsonNode root) {
    static Document read(Path contract) {
        if (!Files.isRegularFile(contract)) {
            throw new IllegalArgumentException("there is no file " + contract);
        }
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        SwaggerParseResult result = new OpenAPIV3Parser().readLocation(contract.toString(), List.of(), options);
        OpenAPI api = result.getOpenAPI();
        if (api == null) {
            throw new IllegalArgumentException(
                    contract + " is not an OpenAPI 3 document: " + String.join("; ", result.getMessages()));
        }
        ObjectMapper mapper = api.getSpecVersion() == SpecVersion.V31 ? Json31.mapper() : Json.mapper();
        return new Document(mapper.valueToTree(api));
    }

    String title() {
        return root.at("/info/title").asText();
    }

    /** Follows a reference to another part of the document. */
    JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.startsWith("#/") ? resolve(root.at(reference.substring(1))) : node;
    }
}
