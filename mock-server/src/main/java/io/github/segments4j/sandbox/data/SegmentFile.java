package io.github.segments4j.sandbox.data;

import io.github.segments4j.sandbox.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the segments of a CSV or JSON file. An error names the line. */
public final class SegmentFile {
    /** Must be text; null and empty text count as missing. Any other field is served as it stands in the file. */
    private static final Set<String> TEXT_FIELDS = Set.of("id", "name", "status");

    /** The fields of a row, and the line where the row starts. */
    record Row(int line, Map<String, Object> fields) {}

    private SegmentFile() {}

    public static SegmentList read(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        try {
            if (name.endsWith(".csv")) {
                return segments(CsvReader.read(text(file)));
            }
            if (name.endsWith(".json") || name.endsWith(".ndjson")) {
                return segments(json(text(file)));
            }
            throw new IllegalArgumentException("its name must end in .csv, .json or .ndjson");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The file " + file + " cannot be used: " + e.getMessage(), e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The file " + file + " cannot be used: it is not UTF-8", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be read: " + e, e);
        }
    }

    private static String text(Path file) throws IOException {
        String text = Files.readString(file);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static SegmentList segments(List<Row> rows) {
        List<Segment> segments = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        for (Row row : rows) {
            String id = required(row, "id");
            Integer earlier = lines.putIfAbsent(id, row.line());
            if (earlier != null) {
                throw new IllegalArgumentException(
                        "the id of line " + row.line() + " is that of line " + earlier + " too");
            }
            segments.add(new Segment(id, required(row, "name"), row.fields()));
        }
        return SegmentList.of(segments);
    }

    private static String required(Row row, String field) {
        if (row.fields().remove(field) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("the row at line " + row.line() + " has no " + field);
    }

    /** Reads an array of objects or objects one after the other. */
    private static List<Row> json(String text) {
        List<Row> rows = new ArrayList<>();
        JsonReader json = new JsonReader(text);
        if (json.isAt('[')) {
            json.array(() -> rows.add(row(json)));
        } else {
            while (!json.isAtEnd()) {
                rows.add(row(json));
            }
        }
        json.requireEnd();
        return rows;
    }

    private static Row row(JsonReader json) {
        int line = json.line();
        Map<String, Object> fields = new LinkedHashMap<>();
        json.object(name -> {
            if (TEXT_FIELDS.contains(name) && !json.isAt('"') && !json.isAt('n')) {
                throw json.error("the field " + name + " must be a string");
            }
            Object value = json.value();
            if (!TEXT_FIELDS.contains(name) || !(value == JsonReader.NULL || value.equals(""))) {
                fields.put(name, value);
            }
        });
        return new Row(line, fields);
    }
}
