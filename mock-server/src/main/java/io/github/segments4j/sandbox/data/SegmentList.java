package io.github.segments4j.sandbox.data;

import io.github.segments4j.sandbox.json.JsonWriter;
import java.util.List;
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

    /** {@return a list of segments with different ids} */
    static SegmentList of(List<Segment> segments) {
        StoredSegments stored = new StoredSegments();
        segments.forEach(stored::add);
        return stored;
    }
}
