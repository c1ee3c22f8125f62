package io.github.segments4j.cli.diff;

import io.github.segments4j.SegmentChange;
import io.github.segments4j.cli.output.CsvStyle;
import io.github.segments4j.model.Segment;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** For spreadsheets and databases: one row for each field that has another value, or that a segment came or went with. */
final class CsvChanges implements ChangeWriter {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader("change", "id", "field", "old", "new")
            .get();
    private static final CsvStyle STYLE = new CsvStyle(false, false);

    private final CSVPrinter csv;

    CsvChanges(Writer out) throws IOException {
        csv = new CSVPrinter(out, FORMAT);
    }

    @Override
    public void added(Segment segment) throws IOException {
        for (Map.Entry<String, @Nullable Object> field : segment.fields().entrySet()) {
            if (!field.getKey().equals("id")) {
                write("added", segment.id(), field.getKey(), null, field.getValue());
            }
        }
    }

    @Override
    public void removed(Segment segment) throws IOException {
        for (Map.Entry<String, @Nullable Object> field : segment.fields().entrySet()) {
            if (!field.getKey().equals("id")) {
                write("removed", segment.id(), field.getKey(), field.getValue(), null);
            }
        }
    }

    @Override
    public void changed(SegmentChange change) throws IOException {
        for (String name : change.fields()) {
            Object old = change.before().fields().get(name);
            write("changed", change.id(), name, old, change.after().fields().get(name));
        }
    }

    private void write(String change, String id, String field, @Nullable Object old, @Nullable Object current)
            throws IOException {
        csv.printRecord(change, STYLE.text(id), STYLE.text(field), text(old), text(current));
    }

    /** Text as it is, anything else as JSON. */
    private static @Nullable String text(@Nullable Object value) throws IOException {
        if (value == null) {
            return null;
        }
        return STYLE.text(value instanceof String text ? text : JsonValues.text(value));
    }

    @Override
    public void end() {}
}
