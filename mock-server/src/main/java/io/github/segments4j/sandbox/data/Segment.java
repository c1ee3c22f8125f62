package io.github.segments4j.sandbox.data;

import io.github.segments4j.sandbox.json.JsonReader;
import io.github.segments4j.sandbox.json.JsonWriter;
import java.util.Map;

/**
 * One segment.
 *
 * @param optional all other fields in the order in which they are served, with values as {@link JsonReader} reads them
 */
public record Segment(String id, String name, Map<String, Object> optional) {
    Segment renamed(String newName) {
        return new Segment(id, newName, optional);
    }

    public JsonWriter write(JsonWriter json) {
        json.object().field("id", id).field("name", name);
        optional.forEach(json::field);
        return json.end();
    }
}
