package io.github.segments4j.sandbox.data;

import io.github.segments4j.sandbox.json.JsonWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** An immutable list of segments with fast access by index and by id. */
public interface SegmentList {
    int size();

    Segment get(int index);

    OptionalInt find(String id);

    /** Writes a segment. An implementation may be faster than to get it first. */
    default void write(int index, JsonWriter json) {
        get(index).write(json);
    }

    static SegmentList of(List<Segment> segments) {
        Map<String, OptionalInt> indexes = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            indexes.put(segments.get(i).id(), OptionalInt.of(i));
        }
        return new SegmentList() {
            @Override
            public int size() {
                return segments.size();
            }

            @Override
            public Segment get(int index) {
                return segments.get(index);
            }

            @Override
            public OptionalInt find(String id) {
                return indexes.getOrDefault(id, OptionalInt.empty());
            }
        };
    }
}
