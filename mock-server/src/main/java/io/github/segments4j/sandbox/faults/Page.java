package io.github.segments4j.sandbox.faults;

import io.github.segments4j.sandbox.http.Response;
import io.github.segments4j.sandbox.json.JsonReader;
import io.github.segments4j.sandbox.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The body of a page as a mutable copy. */
final class Page {
    private final Map<String, Object> fields;
    private final List<Map<String, Object>> rows;

    private Page(Map<String, Object> fields, List<Map<String, Object>> rows) {
        this.fields = fields;
        this.rows = rows;
    }

    /** {@return the page in a response, or nothing if it is an error, no JSON or no page} */
    @SuppressWarnings("unchecked") // The rows of our own pages are objects.
    static Optional<Page> of(Response response) {
        if (response.status() != 200) {
            return Optional.empty();
        }
        try {
            Map<String, Object> fields = JsonReader.object(response.body());
            return fields.get("data") instanceof List<?> rows
                    ? Optional.of(new Page(fields, (List<Map<String, Object>>) rows))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Map<String, Object> fields() {
        return fields;
    }

    List<Map<String, Object>> rows() {
        return rows;
    }

    boolean hasRows() {
        return !rows.isEmpty();
    }

    boolean isLast() {
        return !fields.containsKey("next_token");
    }

    /** Puts the token first, where the endpoint has it. */
    void setToken(Object token) {
        Map<String, Object> others = new LinkedHashMap<>(fields);
        fields.clear();
        fields.put("next_token", token);
        others.remove("next_token");
        fields.putAll(others);
    }

    byte[] json() {
        return JsonWriter.write(fields);
    }
}
