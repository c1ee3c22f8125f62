package io.github.segments4j.sandbox.data;

import io.github.segments4j.sandbox.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the segments of a CSV or JSON file, and says where it can't. */
public final class SegmentFile {
    /** A value of the file by the name of its column or field, and the line where its row begins. */
    public record Row(int line, Map<String, Optional<String>> values) {}

    private SegmentFile() {}

    public static List<Segments.Row> read(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        try {
            if (name.endsWith(".csv")) {
                return segments(CsvReader.read(text(file)));
            }
            if (name.endsWith(".json") || name.endsWith(".ndjson")) {
                return segments(JsonReader.read(text(file)));
            }
            throw new IllegalArgumentException("its name must end in .csv, .json or .ndjson");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The file " + file + " can't be used: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " can't be read: " + e, e);
        }
    }

    private static String text(Path file) throws IOException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("it is not UTF-8", e);
        }
    }

    private static List<Segments.Row> segments(List<Row> rows) {
        List<Segments.Row> segments = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        for (Row row : rows) {
            String id = required(row, "id");
            Integer earlier = lines.putIfAbsent(id, row.line());
            if (earlier != null) {
                throw new IllegalArgumentException(
                        "the id of line " + row.line() + " is that of line " + earlier + " too");
            }
            segments.add(new Segments.Row(
                    id, required(row, "name"), value(row, "status").filter(status -> !status.isEmpty())));
        }
        return segments;
    }

    private static String required(Row row, String field) {
        return value(row, field)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException("the row at line " + row.line() + " has no " + field));
    }

    private static Optional<String> value(Row row, String field) {
        return row.values().getOrDefault(field, Optional.empty());
    }

    public static Row row(int line, List<String> names, List<String> values) {
        Map<String, Optional<String>> row = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            row.put(names.get(i), Optional.of(values.get(i)));
        }
        return new Row(line, row);
    }
}
