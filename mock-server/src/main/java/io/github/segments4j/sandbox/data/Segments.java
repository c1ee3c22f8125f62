package io.github.segments4j.sandbox.data;

import io.github.segments4j.sandbox.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** An unchanging list of segments; any of them is found at once, by its place or by its id. */
public interface Segments {
    /** One segment; a file may leave the status out. */
    record Row(String id, String name, Optional<String> status) {
        public Json write(Json json) {
            json.object().field("id", id).field("name", name);
            status.ifPresent(known -> json.field("status", known));
            return json.end();
        }
    }

    int size();

    Row get(int index);

    OptionalInt find(String id);

    /** Writes a segment, in less time than to get it first takes if there is a way. */
    default void write(int index, Json json) {
        get(index).write(json);
    }

    /** Rows that are at hand. */
    static Segments of(List<Row> rows) {
        Map<String, OptionalInt> places = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            places.put(rows.get(i).id(), OptionalInt.of(i));
        }
        return new Segments() {
            @Override
            public int size() {
                return rows.size();
            }

            @Override
            public Row get(int index) {
                return rows.get(index);
            }

            @Override
            public OptionalInt find(String id) {
                return places.getOrDefault(id, OptionalInt.empty());
            }
        };
    }
}
