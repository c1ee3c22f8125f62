package io.github.segments4j;

import io.github.segments4j.CompactSegments.Row;
import io.github.segments4j.model.Segment;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The segments of two listings, paired by id: a hash table over {@link CompactSegments}. Pairs are numbered in the order
 * in which their ids were first seen.
 */
final class SegmentPairs {
    private static final long NONE = -1;

    private final CompactSegments segments = new CompactSegments();
    final BitSet repeatedBefore = new BitSet();
    final BitSet repeatedAfter = new BitSet();
    private int size;
    private int[] hashes = new int[1024];

    /** Positions in {@link #segments}. A segment that has not changed is stored once. */
    private long[] before = new long[1024];

    private long[] after = new long[1024];

    /** The numbers of pairs plus 1, or 0, by linear probing. Twice the length of the other arrays, a power of 2. */
    private int[] table = new int[2048];

    /** Adds a row of the earlier listing. If it has the id of another one, it takes its place. */
    void addBefore(Segment segment) {
        Row row = segments.encode(segment);
        int pair = pairOf(row);
        repeatedBefore.set(pair, repeatedBefore.get(pair) || before[pair] != NONE);
        before[pair] = segments.add(row);
    }

    /** Adds a row of the later listing, after all of the earlier one. */
    void addAfter(Segment segment) {
        Row row = segments.encode(segment);
        int pair = pairOf(row);
        repeatedAfter.set(pair, repeatedAfter.get(pair) || after[pair] != NONE);
        boolean isUnchanged = before[pair] != NONE && segments.isSame(row, before[pair]);
        after[pair] = isUnchanged ? before[pair] : segments.add(row);
    }

    int size() {
        return size;
    }

    boolean isAdded(int pair) {
        return before[pair] == NONE;
    }

    boolean isRemoved(int pair) {
        return after[pair] == NONE;
    }

    boolean isChanged(int pair) {
        return !isAdded(pair) && !isRemoved(pair) && before[pair] != after[pair];
    }

    Segment before(int pair) {
        return segments.get(before[pair]);
    }

    Segment after(int pair) {
        return segments.get(after[pair]);
    }

    /** Any segment of a pair: they have the same id. */
    Segment any(int pair) {
        return segments.get(anyPosition(pair));
    }

    private long anyPosition(int pair) {
        return isAdded(pair) ? after[pair] : before[pair];
    }

    /** Finds the pair with the id of a row, or adds one without segments. */
    private int pairOf(Row row) {
        int hash = hash(row);
        int slot = hash & table.length - 1;
        while (table[slot] != 0) {
            int pair = table[slot] - 1;
            if (hashes[pair] == hash && segments.hasIdOf(row, anyPosition(pair))) {
                return pair;
            }
            slot = slot + 1 & table.length - 1;
        }
        if (size == hashes.length) {
            grow();
        }
        hashes[size] = hash;
        before[size] = NONE;
        after[size] = NONE;
        enter(size);
        return size++;
    }

    private void grow() {
        hashes = Arrays.copyOf(hashes, 2 * size);
        before = Arrays.copyOf(before, 2 * size);
        after = Arrays.copyOf(after, 2 * size);
        table = new int[4 * size];
        for (int pair = 0; pair < size; pair++) {
            enter(pair);
        }
    }

    private void enter(int pair) {
        int slot = hashes[pair] & table.length - 1;
        while (table[slot] != 0) {
            slot = slot + 1 & table.length - 1;
        }
        table[slot] = pair + 1;
    }

    /** Ids differ in their last characters at times: the multiplication spreads them. */
    private static int hash(Row row) {
        int hash = 0;
        for (int i = 0; i < row.idEnd(); i++) {
            hash = 31 * hash + row.json()[i];
        }
        hash *= 0x9E3779B9;
        return hash ^ hash >>> 16;
    }
}
