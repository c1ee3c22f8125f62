package io.github.segments4j.sandbox.data;

import io.github.segments4j.sandbox.json.JsonWriter;
import java.util.Objects;
import java.util.Optional;

/**
 * The immutable state of a tenant's segments at one moment. A change creates a new snapshot that shares all but some
 * twenty nodes with the old one, so that listings can keep their snapshots for little memory.
 *
 * <p>Each segment has a fixed slot: first the original ones by their index, then the added ones. A binary tree over
 * the slots counts the segments below each node, so that the row at an offset is found in logarithmic time. An
 * unchanged part of the tree takes no memory: its rows come from the original list.
 */
public final class Snapshot {
    private sealed interface Node permits Leaf, Changed, Branch {}

    private enum Leaf implements Node {
        /** Slots with their original segments. */
        ORIGINAL,
        /** Slots without segments. */
        EMPTY
    }

    /** A slot whose segment was renamed or added. */
    private record Changed(Segment segment) implements Node {}

    /** Two halves of the same width. */
    private record Branch(Node left, Node right, int count) implements Node {}

    private final SegmentList original;
    private final long version;
    private final Node root;
    private final long width;
    private final long nextSlot;

    private Snapshot(SegmentList original, long version, Node root, long width, long nextSlot) {
        this.original = original;
        this.version = version;
        this.root = root;
        this.width = width;
        this.nextSlot = nextSlot;
    }

    static Snapshot of(SegmentList original, long version) {
        long width = original.size() < 2 ? 1 : 2L * Integer.highestOneBit(original.size() - 1);
        return new Snapshot(original, version, Leaf.ORIGINAL, width, original.size());
    }

    /** {@return a number that no other snapshot of the same tenant has} */
    long version() {
        return version;
    }

    public int size() {
        return count(root, 0, width);
    }

    /** {@return the slot for the next segment that is added} */
    long nextSlot() {
        return nextSlot;
    }

    Optional<Segment> at(long slot) {
        Node node = root;
        long from = 0;
        for (long half = width / 2; node instanceof Branch branch; half /= 2) {
            boolean isLeft = slot < from + half;
            node = isLeft ? branch.left() : branch.right();
            from += isLeft ? 0 : half;
        }
        if (node instanceof Changed changed) {
            return Optional.of(changed.segment());
        }
        boolean isOriginal = node == Leaf.ORIGINAL && slot < original.size();
        return isOriginal ? Optional.of(original.get((int) slot)) : Optional.empty();
    }

    /** {@return the segment at an offset among all rows} */
    public Segment get(int offset) {
        Objects.checkIndex(offset, size());
        Node node = root;
        int rest = offset;
        long from = 0;
        for (long half = width / 2; node instanceof Branch branch; half /= 2) {
            int left = count(branch.left(), from, half);
            boolean isLeft = rest < left;
            node = isLeft ? branch.left() : branch.right();
            from += isLeft ? 0 : half;
            rest -= isLeft ? 0 : left;
        }
        return node instanceof Changed changed ? changed.segment() : original.get((int) from + rest);
    }

    /** Writes the rows from one offset, inclusive, to another, exclusive. */
    public void write(int from, int to, JsonWriter json) {
        write(root, 0, width, from, to, json);
    }

    /** {@return a later snapshot with a segment in an existing slot or in the next one} */
    Snapshot with(long slot, Segment segment) {
        if (slot < width) {
            return changed(slot, new Changed(segment));
        }
        Node wider = new Branch(root, Leaf.EMPTY, size());
        return new Snapshot(original, version, wider, width * 2, nextSlot).with(slot, segment);
    }

    Snapshot without(long slot) {
        return changed(slot, Leaf.EMPTY);
    }

    private Snapshot changed(long slot, Node leaf) {
        Node changed = changed(root, 0, width, slot, leaf);
        return new Snapshot(original, version + 1, changed, width, Math.max(nextSlot, slot + 1));
    }

    private Node changed(Node node, long from, long width, long slot, Node leaf) {
        if (width == 1) {
            return leaf;
        }
        long half = width / 2;
        long middle = from + half;
        Node left = node instanceof Branch branch ? branch.left() : node;
        Node right = node instanceof Branch branch ? branch.right() : node;
        if (slot < middle) {
            left = changed(left, from, half, slot, leaf);
        } else {
            right = changed(right, middle, half, slot, leaf);
        }
        int count = Math.addExact(count(left, from, half), count(right, middle, half));
        return count == 0 ? Leaf.EMPTY : new Branch(left, right, count);
    }

    /** The offsets count from the first row of the node. */
    private void write(Node node, long slot, long width, int from, int to, JsonWriter json) {
        int count = count(node, slot, width);
        if (to <= 0 || from >= count) {
            return;
        }
        if (node instanceof Branch branch) {
            long half = width / 2;
            int left = count(branch.left(), slot, half);
            write(branch.left(), slot, half, from, to, json);
            write(branch.right(), slot + half, half, from - left, to - left, json);
        } else if (node instanceof Changed changed) {
            changed.segment().write(json);
        } else {
            for (int i = Math.max(from, 0); i < Math.min(to, count); i++) {
                original.write((int) slot + i, json);
            }
        }
    }

    private int count(Node node, long from, long width) {
        if (node instanceof Branch branch) {
            return branch.count();
        }
        if (node instanceof Changed) {
            return 1;
        }
        return node == Leaf.EMPTY ? 0 : (int) Math.max(0, Math.min(from + width, original.size()) - from);
    }
}
