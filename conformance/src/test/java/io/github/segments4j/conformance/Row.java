package io.github.segments4j.conformance;

import com.fasterxml.jackson.databind.JsonNode;

/** A segment, as the sandbox has it or as a client read it. An absent status is an empty string. */
record Row(String id, String name, String status) {
    static Row of(JsonNode segment) {
        return new Row(
                segment.path("id").asText(),
                segment.path("name").asText(),
                segment.path("status").asText(""));
    }

    Row withStatus(String other) {
        return new Row(id, name, other);
    }
}
