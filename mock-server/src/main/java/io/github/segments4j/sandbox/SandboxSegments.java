package io.github.segments4j.sandbox;

import io.github.segments4j.sandbox.data.Segment;
import io.github.segments4j.sandbox.data.SegmentStore;
import io.github.segments4j.sandbox.data.Snapshot;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;

/**
 * The segments of one tenant, which may be changed while clients list them. An added segment comes last; a renamed one
 * keeps its place. {@link Paging} says what a listing in progress sees of a change.
 *
 * <p>Safe for use by many threads: each change is atomic and visible to every first page that is requested after it.
 */
public final class SandboxSegments {
    private final SegmentStore store;

    SandboxSegments(SegmentStore store) {
        this.store = store;
    }

    /**
     * Adds a segment with the status {@code active} and a new id.
     *
     * @param name its name, not empty
     * @return its id
     * @throws IllegalArgumentException if the name is empty
     */
    public String add(String name) {
        return store.add(name, Map.of("status", "active")).id();
    }

    /**
     * Adds a segment.
     *
     * @param id its id, not empty; the id of a deleted segment may be used again
     * @param name its name, not empty
     * @param status its status, not empty: {@code active}, {@code draft}, {@code inactive} or any other
     * @throws IllegalArgumentException if one of them is empty, or a segment has this id
     */
    public void add(String id, String name, String status) {
        store.add(new Segment(id, name, Map.of("status", status)));
    }

    /**
     * Renames a segment.
     *
     * @param id the id of an existing segment
     * @param name its new name, not empty; several segments may have the same name
     * @throws IllegalArgumentException if the name is empty, or no segment has this id
     */
    public void rename(String id, String name) {
        store.rename(id, name);
    }

    /**
     * Deletes a segment.
     *
     * @param id the id of an existing segment
     * @throws IllegalArgumentException if no segment has this id
     */
    public void delete(String id) {
        store.delete(id);
    }

    /**
     * Lists the segments in the order in which {@code GET /segments} serves them.
     *
     * @return what a listing that starts now returns; later changes do not change it
     */
    public List<SandboxSegment> list() {
        Snapshot snapshot = store.snapshot();
        return new AbstractList<>() {
            @Override
            public SandboxSegment get(int index) {
                return SandboxSegment.of(snapshot.get(index));
            }

            @Override
            public int size() {
                return snapshot.size();
            }
        };
    }

    /** {@return how many segments there are now} */
    public int size() {
        return store.snapshot().size();
    }
}
