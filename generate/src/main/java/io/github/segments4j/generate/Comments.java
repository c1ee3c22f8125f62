package io.github.segments4j.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;

/** Prepares descriptions for comments: some templates of the generator copy them as they are. */
final class Comments {
    private Comments() {}

    /** Returns a document in which no description ends a comment. */
    static OpenAPI withoutEnds(OpenAPI api) {
        ObjectMapper mapper = Json.mapper();
        JsonNode document = mapper.valueToTree(api);
        boolean isChanged = false;
        for (JsonNode parent : document.findParents("description")) {
            String text = parent.path("description").asText();
            if (text.contains("*/")) {
                ((ObjectNode) parent).put("description", text.replace("*/", "* /"));
                isChanged = true;
            }
        }
        return isChanged ? mapper.convertValue(document, OpenAPI.class) : api;
    }
}
