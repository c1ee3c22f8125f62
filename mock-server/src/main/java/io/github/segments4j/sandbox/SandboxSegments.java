package io.github.segments4j.sandbox;

import io.github.segments4j.sandbox.data.SeededSegments;
import io.github.segments4j.sandbox.data.Segments;
import io.github.segments4j.sandbox.data.Snapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The segments of one tenant, to be changed while somebody reads them. What is added comes last; what is
 * renamed keeps its place. A walk that is under way sees of it what {@link Paging} says.
 *
 * <p>Safe for use by many threads: each change is there as a whole for every first page that is asked for
 * after it.
 */
public final class SandboxSegments {
    private final Segments start;
    private final long seed;

    /** Where the added ones stand that are not deleted; those of the start are found without. */
    private final Map<String, Long> added = new HashMap<>();

    private volatile Snapshot now;
    private long madeUp;

    /**
     * Begins with what a tenant has at the start.
     *
     * @param seed what the ids are made of that nobody gives
     */
    public SandboxSegments(Segments start, long seed) {
        this.start = start;
        this.seed = seed;
        now = Snapshot.of(start, 0);
        madeUp = start.size();
    }

    /**
     * Adds a segment that is {@code active}, with an id that no other one has.
     *
     * @param name its name, not empty
     * @return its id
     * @throws IllegalArgumentException if the name is empty
     */
    public String add(String name) {
        return addNew(name, "active");
    }

    public synchronized String addNew(String name, String status) {
        String id;
        do {
            id = SeededSegments.id(madeUp++, seed);
        } while (find(id).isPresent());
        add(id, name, status);
        return id;
    }

    /**
     * Adds a segment.
     *
     * @param id its id, not empty; that of a deleted one may come again
     * @param name its name, not empty
     * @param status its status, not empty: {@code active}, {@code draft}, {@code inactive} or any other
     * @throws IllegalArgumentException if one of them is empty, or there is a segment with this id
     */
    public synchronized void add(String id, String name, String status) {
        Segments.Row row =
                new Segments.Row(required("id", id), required("name", name), Optional.of(required("status", status)));
        if (find(id).isPresent()) {
            throw new IllegalArgumentException("There is a segment with the id " + id + " already");
        }
        long slot = now.slots();
        now = now.with(slot, row);
        added.put(id, slot);
    }

    /**
     * Gives a segment another name.
     *
     * @param id the id of a segment that is there
     * @param name its new name, not empty; one that others have too is no fault
     * @throws IllegalArgumentException if the name is empty, or there is no such segment
     */
    public synchronized void rename(String id, String name) {
        long slot = existing(id);
        Optional<String> status = now.at(slot).flatMap(Segments.Row::status);
        now = now.with(slot, new Segments.Row(id, required("name", name), status));
    }

    /**
     * Deletes a segment.
     *
     * @param id the id of a segment that is there
     * @throws IllegalArgumentException if there is no such segment
     */
    public synchronized void delete(String id) {
        now = now.without(existing(id));
        added.remove(id);
    }

    /**
     * How many segments there are.
     *
     * @return what a first page with a total would say now
     */
    public int size() {
        return now.size();
    }

    public synchronized Optional<Segments.Row> get(String id) {
        OptionalLong slot = find(id);
        return slot.isPresent() ? now.at(slot.getAsLong()) : Optional.empty();
    }

    public Snapshot now() {
        return now;
    }

    /** Back to the start. No snapshot from before has the version of a later one. */
    public synchronized void reset() {
        now = Snapshot.of(start, now.version() + 1);
        added.clear();
        madeUp = start.size();
    }

    private long existing(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("There is no segment with the id " + id));
    }

    private OptionalLong find(String id) {
        Long slot = added.get(id);
        if (slot != null) {
            return OptionalLong.of(slot);
        }
        return start.find(id).stream()
                .asLongStream()
                .filter(i -> now.at(i).isPresent())
                .findFirst();
    }

    private static String required(String field, String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("The " + field + " of a segment must not be empty");
        }
        return value;
    }
}
