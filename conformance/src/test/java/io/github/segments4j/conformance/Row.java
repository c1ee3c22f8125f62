package io.github.segments4j.conformance;

import com.fasterxml.jackson.databind.JsonNode;

/** A segment, as the sandbox has it or as a client read it. An absent status is an empty string. */
record Row(String id, String name, String status) {
    static Row of(JsonNode segment) {
        return new Row(
                wellFormed(segment.path("id").asText()),
                wellFormed(segment.path("name").asText()),
                wellFormed(segment.path("status").asText("")));
    }

    /** Not every language can have a half of a surrogate pair in a string. */
    private static String wellFormed(String text) {
        return text.replaceAll("\\p{Cs}", "\uFFFD");
    }

    Row withStatus(String other) {
        return new Row(id, name, other);
    }
}
