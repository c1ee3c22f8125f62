package io.github.segments4j;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.segments4j.model.Segment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Segments as bytes, one after the other in large blocks: a million objects would need three times the memory. A segment is
 * found again by its position.
 */
final class CompactSegments {
    private static final int BLOCK_BYTES = 1 << 20;

    // Only escapes can represent half of a surrogate pair.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    /**
     * A segment as a JSON array: its id, the number of its layout, and its other values. No array is the beginning of
     * another one, nor is an id, so that neither needs a length in the blocks.
     *
     * @param idEnd the number of bytes up to the end of the id
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Row(byte[] json, int idEnd) {}

    /** The names of the fields after the id, for each set of names. The first segment that has them defines the order. */
    private final List<List<String>> layouts = new ArrayList<>();

    private final Map<Set<String>, Integer> layoutNumbers = new HashMap<>();
    private int lastLayout;
    private final List<byte[]> blocks = new ArrayList<>();

    /** The number of bytes in the last block that are in use. */
    private int used;

    /** Encodes a segment without its fields that are null. */
    Row encode(Segment segment) {
        Map<String, @Nullable Object> fields = segment.fields();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartArray();
            json.writeString(segment.id());
            json.flush();
            int idEnd = bytes.size();
            int layout = layoutOf(fields);
            json.writeNumber(layout);
            for (String name : layouts.get(layout)) {
                if (fields.get(name) instanceof String text) {
                    json.writeString(text);
                } else {
                    json.writePOJO(fields.get(name));
                }
            }
            json.writeEndArray();
            json.flush();
            return new Row(bytes.toByteArray(), idEnd);
        } catch (IOException e) {
            throw new UncheckedIOException("A value of the segment " + Quoted.of(segment.id()) + " is not JSON", e);
        }
    }

    private int layoutOf(Map<String, @Nullable Object> fields) {
        // Nearly all rows have the layout of the row before.
        if (!layouts.isEmpty() && hasLayout(fields, layouts.get(lastLayout))) {
            return lastLayout;
        }
        Set<String> names = new LinkedHashSet<>(fields.keySet());
        names.removeIf(name -> name.equals("id") || fields.get(name) == null);
        Integer known = layoutNumbers.get(names);
        if (known == null) {
            known = layouts.size();
            layouts.add(List.copyOf(names));
            layoutNumbers.put(names, known);
        }
        lastLayout = known;
        return known;
    }

    private static boolean hasLayout(Map<String, @Nullable Object> fields, List<String> layout) {
        if (fields.size() != layout.size() + 1) { // The id is in no layout.
            return false;
        }
        for (String name : layout) {
            if (fields.get(name) == null) {
                return false;
            }
        }
        return true;
    }

    /** Adds a row, and returns its position. */
    long add(Row row) {
        byte[] json = row.json();
        if (blocks.isEmpty() || blocks.get(blocks.size() - 1).length - used < json.length) {
            blocks.add(new byte[Math.max(BLOCK_BYTES, json.length)]);
            used = 0;
        }
        int block = blocks.size() - 1;
        System.arraycopy(json, 0, blocks.get(block), used, json.length);
        long position = (long) block << Integer.SIZE | used;
        used += json.length;
        return position;
    }

    /** Whether the segment at a position has the id of a row. */
    boolean hasIdOf(Row row, long position) {
        return startsWith(row, row.idEnd(), position);
    }

    /** Whether the segment at a position is the same as a row. */
    boolean isSame(Row row, long position) {
        return startsWith(row, row.json().length, position)
                || new SegmentChange(get(position), decode(row.json(), 0))
                        .fields()
                        .isEmpty();
    }

    private boolean startsWith(Row row, int length, long position) {
        byte[] block = blocks.get(block(position));
        int start = offset(position);
        return length <= block.length - start && Arrays.equals(row.json(), 0, length, block, start, start + length);
    }

    /** Returns the segment at a position. */
    Segment get(long position) {
        return decode(blocks.get(block(position)), offset(position));
    }

    private Segment decode(byte[] bytes, int start) {
        try (JsonParser json = JSON.createParser(bytes, start, bytes.length - start)) {
            json.nextToken();
            Segment.Builder segment = Segment.builder().id(json.nextTextValue());
            for (String name : layouts.get(json.nextIntValue(0))) {
                json.nextToken();
                segment.field(name, json.readValueAs(Object.class));
            }
            return segment.build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int block(long position) {
        return (int) (position >>> Integer.SIZE);
    }

    private static int offset(long position) {
        return (int) position;
    }
}
