package io.github.segments4j.sandbox.data;

import io.github.segments4j.sandbox.json.Json;
import java.util.Optional;

/**
 * The segments of one moment, never changed. A change makes a new one that shares all but a path of some
 * twenty nodes with it, so that a walk may keep its moment for little memory.
 *
 * <p>Each segment has a slot for good: those of the start by their index, then the added ones. Over the
 * slots stands a binary tree that counts, so that the row at any offset is found in as many steps as the tree
 * is high. A part of it without changes is not there, but computed from the start.
 */
public final class Snapshot {
    /** A part of the tree. */
    private sealed interface Node permits Leaf, One, Fork {}

    /** Slots as they were at the start, or slots without a segment. */
    private enum Leaf implements Node {
        START,
        NONE
    }

    /** A slot whose segment was renamed or added. */
    private record One(Segments.Row row) implements Node {}

    /** Slots in two halves of the same width. */
    private record Fork(Node left, Node right, int live) implements Node {}

    private final Segments start;
    private final long version;
    private final Node root;
    private final long width;
    private final long slots;

    private Snapshot(Segments start, long version, Node root, long width, long slots) {
        this.start = start;
        this.version = version;
        this.root = root;
        this.width = width;
        this.slots = slots;
    }

    /** The start itself. */
    public static Snapshot of(Segments start, long version) {
        long width = 1;
        while (width < start.size()) {
            width *= 2;
        }
        return new Snapshot(start, version, Leaf.START, width, start.size());
    }

    /** Tells it from every other one of the same tenant. */
    public long version() {
        return version;
    }

    public int size() {
        return live(root, 0, width);
    }

    /** The slot that the next segment to be added gets. */
    public long slots() {
        return slots;
    }

    /** What stands in a slot, if it is not deleted. */
    public Optional<Segments.Row> at(long slot) {
        Node node = root;
        long from = 0;
        for (long half = width / 2; node instanceof Fork fork; half /= 2) {
            boolean left = slot < from + half;
            node = left ? fork.left() : fork.right();
            from += left ? 0 : half;
        }
        if (node instanceof One one) {
            return Optional.of(one.row());
        }
        return node == Leaf.START && slot < start.size() ? Optional.of(start.get((int) slot)) : Optional.empty();
    }

    /** Writes the rows from an offset, inclusive, to another, exclusive, in order. */
    public void write(int from, int to, Json json) {
        write(root, 0, width, from, to, json);
    }

    /** A later one with this row in a slot: one that was there, or the next. */
    public Snapshot with(long slot, Segments.Row row) {
        if (slot < width) {
            return changed(slot, new One(row));
        }
        Node wider = new Fork(root, Leaf.NONE, size());
        return new Snapshot(start, version, wider, width * 2, slots).with(slot, row);
    }

    /** A later one without the row of a slot. */
    public Snapshot without(long slot) {
        return changed(slot, Leaf.NONE);
    }

    private Snapshot changed(long slot, Node leaf) {
        Node changed = changed(root, 0, width, slot, leaf);
        return new Snapshot(start, version + 1, changed, width, Math.max(slots, slot + 1));
    }

    private Node changed(Node node, long from, long width, long slot, Node leaf) {
        if (width == 1) {
            return leaf;
        }
        long half = width / 2;
        long middle = from + half;
        Node left = node instanceof Fork fork ? fork.left() : node;
        Node right = node instanceof Fork fork ? fork.right() : node;
        if (slot < middle) {
            left = changed(left, from, half, slot, leaf);
        } else {
            right = changed(right, middle, half, slot, leaf);
        }
        int live = Math.addExact(live(left, from, half), live(right, middle, half));
        return live == 0 ? Leaf.NONE : new Fork(left, right, live);
    }

    /** The offsets count from the node's first row. */
    private void write(Node node, long slot, long width, int from, int to, Json json) {
        int live = live(node, slot, width);
        if (to <= 0 || from >= live) {
            return;
        }
        if (node instanceof Fork fork) {
            long half = width / 2;
            int left = live(fork.left(), slot, half);
            write(fork.left(), slot, half, from, to, json);
            write(fork.right(), slot + half, half, from - left, to - left, json);
        } else if (node instanceof One one) {
            one.row().write(json);
        } else {
            for (int i = Math.max(from, 0); i < Math.min(to, live); i++) {
                start.write((int) slot + i, json);
            }
        }
    }

    private int live(Node node, long from, long width) {
        if (node instanceof Fork fork) {
            return fork.live();
        }
        if (node instanceof One) {
            return 1;
        }
        return node == Leaf.NONE ? 0 : (int) Math.max(0, Math.min(from + width, start.size()) - from);
    }
}
