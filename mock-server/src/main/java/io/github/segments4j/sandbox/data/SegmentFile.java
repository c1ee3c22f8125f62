package io.github.segments4j.sandbox.data;

import io.github.segments4j.sandbox.json.Characters;
import io.github.segments4j.sandbox.json.JsonReader;
import io.github.segments4j.sandbox.json.PrintableText;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Reads the segments of a CSV or JSON file. An error names the line. */
public final class SegmentFile {
    /** Must be text; null and empty text count as missing. Any other field is served as it stands in the file. */
    private static final Set<String> TEXT_FIELDS = Set.of("id", "name", "status");

    private static final Set<String> TYPES = Set.of(".csv", ".json", ".ndjson");

    /** Our choice: far more characters than a segment has. */
    static final int MAX_ROW = 1_000_000;

    /** Our choice: with less to spare, the JVM does little but collect garbage before it gives up. */
    private static final double MAX_SHARE_OF_MEMORY = 0.75;

    /** The fields of a row, and the line where the row starts. */
    record Row(int line, Map<String, Object> fields) {}

    private SegmentFile() {}

    /** Reads all segments. What is wrong with the file is an {@link IllegalArgumentException} in one sentence. */
    public static SegmentList read(Path file) {
        String shown = "The file " + PrintableText.of(file.toString());
        try {
            return segments(file);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(shown + " cannot be used: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw unreadable(shown, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unreadable(shown, e);
        } catch (OutOfMemoryError e) {
            // The rest of the program needs more memory than assumed. What was read is garbage by now.
            throw new IllegalArgumentException(shown + " cannot be used: " + tooLarge(), e);
        }
    }

    private static String tooLarge() {
        return "its segments do not fit into the " + Runtime.getRuntime().maxMemory() / (1024 * 1024)
                + " MB of memory of this JVM; allow more with a setting such as -Xmx2g";
    }

    private static RuntimeException unreadable(String shown, IOException cause) {
        return cause instanceof CharacterCodingException
                ? new IllegalArgumentException(shown + " cannot be used: it is not UTF-8", cause)
                : new UncheckedIOException(shown + " cannot be read: " + PrintableText.of(cause.toString()), cause);
    }

    private static SegmentList segments(Path file) throws IOException {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        String type = name.substring(Math.max(0, name.lastIndexOf('.')));
        if (!TYPES.contains(type)) {
            throw new IllegalArgumentException("its name must end in .csv, .json or .ndjson");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IllegalArgumentException("it is a folder, a device or a pipe instead of a file");
        }
        StoredSegments segments = new StoredSegments();
        List<Integer> lines = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(file)) {
            Characters text = new Characters(reader);
            text.skip('\uFEFF');
            read(type, text, row -> {
                String id = required(row, "id");
                segments.find(id).ifPresent(earlier -> {
                    throw new IllegalArgumentException(
                            "the id of line " + row.line() + " is that of line " + lines.get(earlier) + " too");
                });
                segments.add(new Segment(id, required(row, "name"), row.fields()));
                lines.add(row.line());
                if (segments.bytes()
                        > MAX_SHARE_OF_MEMORY * Runtime.getRuntime().maxMemory()) {
                    throw new IllegalArgumentException(tooLarge());
                }
            });
        }
        return segments;
    }

    private static void read(String type, Characters text, Consumer<Row> rows) {
        if (type.equals(".csv")) {
            refuseIfEmpty(text);
            new CsvReader(text).read(rows);
            return;
        }
        JsonReader json = new JsonReader(text);
        // Of rows without anything around them, there may be none.
        if (type.equals(".json")) {
            refuseIfEmpty(text);
        }
        json(json, text, rows);
    }

    private static void refuseIfEmpty(Characters text) {
        if (text.peek() == Characters.END) {
            throw new IllegalArgumentException(
                    "it is empty; without segments, a .csv file has a header, a .json file []");
        }
    }

    private static String required(Row row, String field) {
        if (row.fields().remove(field) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("the row at line " + row.line() + " has no " + field);
    }

    /** Reads an array of objects or objects one after the other. */
    private static void json(JsonReader json, Characters text, Consumer<Row> rows) {
        if (json.isAt('[')) {
            json.array(() -> rows.accept(row(json, text)));
        } else {
            while (!json.isAtEnd()) {
                rows.accept(row(json, text));
            }
        }
        json.requireEnd();
    }

    private static Row row(JsonReader json, Characters text) {
        text.startRow(MAX_ROW);
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
