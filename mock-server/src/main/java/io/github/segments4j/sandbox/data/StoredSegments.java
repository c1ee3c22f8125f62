package io.github.segments4j.sandbox.data;

import io.github.segments4j.sandbox.json.JsonReader;
import io.github.segments4j.sandbox.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Segments that are kept as the JSON that pages consist of. A million of them take a tenth of the memory of objects, and
 * no time to serve.
 */
final class StoredSegments implements SegmentList {
    private static final int ID_START = "{\"id\":".length();

    /** What a row takes besides its characters: an array's header and padding, the reference to it, and the index. */
    private static final int BYTES_PER_ROW = 32;

    private final List<byte[]> rows = new ArrayList<>();
    private long bytes;
    private final JsonWriter json = new JsonWriter();

    /** A hash table of row numbers plus one; zero is a free place. At most half of it is in use. */
    private int[] index = new int[16];

    /** Adds a segment. Its id must not be in the list: see {@link #find}. */
    void add(Segment segment) {
        byte[] added = segment.write(json).take();
        rows.add(added);
        bytes += added.length + BYTES_PER_ROW;
        if (2 * rows.size() > index.length) {
            index = new int[2 * index.length];
            for (int row = 0; row < rows.size(); row++) {
                put(row);
            }
        } else {
            put(rows.size() - 1);
        }
    }

    private void put(int row) {
        byte[] id = rows.get(row);
        index[place(id, ID_START, end(id))] = row + 1;
    }

    /** {@return about how much memory the segments take} */
    long bytes() {
        return bytes;
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public Segment get(int row) {
        Map<String, Object> fields = JsonReader.object(new String(rows.get(row), StandardCharsets.UTF_8));
        String id = String.valueOf(fields.remove("id"));
        return new Segment(id, String.valueOf(fields.remove("name")), fields);
    }

    @Override
    public void write(int row, JsonWriter to) {
        to.json(rows.get(row));
    }

    @Override
    public OptionalInt find(String id) {
        byte[] text = JsonWriter.write(id);
        int row = index[place(text, 0, text.length)] - 1;
        return row < 0 ? OptionalInt.empty() : OptionalInt.of(row);
    }

    /** {@return the place of an id in the index: its own, or the free one for it} */
    private int place(byte[] id, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + id[i];
        }
        int place = (hash ^ hash >>> 15) & index.length - 1;
        while (index[place] != 0 && !hasId(rows.get(index[place] - 1), id, from, to)) {
            place = (place + 1) & index.length - 1;
        }
        return place;
    }

    private static boolean hasId(byte[] row, byte[] id, int from, int to) {
        int end = ID_START + to - from;
        return end <= row.length && Arrays.equals(row, ID_START, end, id, from, to);
    }

    /** {@return where the id of a row ends, after its closing quotation mark} */
    private static int end(byte[] row) {
        int at = ID_START + 1;
        while (row[at] != '"') {
            at += row[at] == '\\' ? 2 : 1;
        }
        return at + 1;
    }
}
