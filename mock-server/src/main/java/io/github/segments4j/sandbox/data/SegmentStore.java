package io.github.segments4j.sandbox.data;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The segments of one tenant, which may change while they are read. An added segment comes last; a renamed one keeps
 * its place. Safe for use by many threads: each change is atomic.
 */
public final class SegmentStore {
    private final SegmentList original;
    private final long seed;

    /** The slots of added segments by id. Those of the original ones are found without a map. */
    private final Map<String, Long> added = new HashMap<>();

    private volatile Snapshot snapshot;
    private long nextGenerated;

    /**
     * Starts with the original segments.
     *
     * @param seed for generated ids
     */
    public SegmentStore(SegmentList original, long seed) {
        this.original = original;
        this.seed = seed;
        snapshot = Snapshot.of(original, 0);
        nextGenerated = original.size();
    }

    /** Adds a segment with a new id. */
    public synchronized Segment add(String name, Map<String, Object> optional) {
        String id;
        do {
            id = SeededSegments.id(nextGenerated++, seed);
        } while (find(id).isPresent());
        return add(new Segment(id, name, optional));
    }

    public synchronized Segment add(Segment segment) {
        requireNotEmpty("id", segment.id());
        requireNotEmpty("name", segment.name());
        segment.optional().forEach(SegmentStore::requireNotEmpty);
        if (find(segment.id()).isPresent()) {
            throw new IllegalArgumentException("There is a segment with the id " + segment.id() + " already");
        }
        long slot = snapshot.nextSlot();
        snapshot = snapshot.with(slot, segment);
        added.put(segment.id(), slot);
        return segment;
    }

    public synchronized void rename(String id, String name) {
        long slot = existing(id);
        requireNotEmpty("name", name);
        snapshot = snapshot.with(slot, snapshot.at(slot).orElseThrow().renamed(name));
    }

    public synchronized void delete(String id) {
        snapshot = snapshot.without(existing(id));
        added.remove(id);
    }

    public synchronized Optional<Segment> get(String id) {
        return find(id).flatMap(snapshot::at);
    }

    public Snapshot snapshot() {
        return snapshot;
    }

    /** Restores the original segments. No earlier snapshot has the version of a later one. */
    public synchronized void reset() {
        snapshot = Snapshot.of(original, snapshot.version() + 1);
        added.clear();
        nextGenerated = original.size();
    }

    private long existing(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("There is no segment with the id " + id));
    }

    private Optional<Long> find(String id) {
        Long slot = added.get(id);
        return slot != null
                ? Optional.of(slot)
                : original.find(id).stream()
                        .mapToObj(i -> (long) i)
                        .filter(i -> snapshot.at(i).isPresent())
                        .findFirst();
    }

    private static void requireNotEmpty(String field, Object value) {
        if (value.equals("")) {
            throw new IllegalArgumentException("The " + field + " of a segment must not be empty");
        }
    }
}
