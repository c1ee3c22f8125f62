package io.github.segments4j.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of a change to an OpenAPI document, in the words of a table of changes. */
final class DocumentEdit {
    private DocumentEdit() {}

    /**
     * @param edits {@code set POINTER VALUE}, {@code remove POINTER} or {@code move FROM TO}, several with a
     *     semicolon between; {@code -} is the place after an array's last
     */
    static ObjectNode apply(String edits, ObjectNode original) {
        ObjectNode document = original.deepCopy();
        for (String edit : edits.split("; ", -1)) {
            List<String> words = List.of(edit.split(" ", 3));
            JsonPointer at = JsonPointer.compile(words.get(1));
            switch (words.get(0)) {
                case "set" -> set(document, at, Yaml.value(words.get(2)));
                case "remove" -> remove(document, at);
                case "move" -> set(document, JsonPointer.compile(words.get(2)), remove(document, at));
                default -> throw new IllegalArgumentException("No edit of a document: " + edit);
            }
        }
        return document;
    }

    private static void set(ObjectNode document, JsonPointer at, JsonNode value) {
        String key = at.last().getMatchingProperty();
        if (document.at(at.head()) instanceof ArrayNode array) {
            array.insert(key.equals("-") ? array.size() : Integer.parseInt(key), value);
        } else {
            document.withObject(at.head()).set(key, value);
        }
    }

    private static JsonNode remove(ObjectNode document, JsonPointer at) {
        JsonNode parent = document.at(at.head());
        @Nullable
        JsonNode removed = parent instanceof ArrayNode array
                ? array.remove(at.last().getMatchingIndex())
                : ((ObjectNode) parent).remove(at.last().getMatchingProperty());
        if (removed == null) {
            throw new IllegalArgumentException("There is nothing at " + at);
        }
        return removed;
    }
}
