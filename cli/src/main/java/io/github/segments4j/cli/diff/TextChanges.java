package io.github.segments4j.cli.diff;

import io.github.segments4j.SegmentChange;
import io.github.segments4j.cli.output.PrintableText;
import io.github.segments4j.model.Segment;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** For people: a sign as in other diffs, the id, and the values as JSON, so that each segment has one line. */
final class TextChanges implements ChangeWriter {
    private final Writer out;

    TextChanges(Writer out) {
        this.out = out;
    }

    @Override
    public void added(Segment segment) throws IOException {
        write('+', segment);
    }

    @Override
    public void removed(Segment segment) throws IOException {
        write('-', segment);
    }

    private void write(char sign, Segment segment) throws IOException {
        begin(sign, segment.id());
        for (Map.Entry<String, @Nullable Object> field : segment.fields().entrySet()) {
            if (!field.getKey().equals("id")) {
                writeField(field.getKey(), value(field.getValue()));
            }
        }
        out.write('\n');
    }

    @Override
    public void changed(SegmentChange change) throws IOException {
        begin('~', change.id());
        for (String name : change.fields()) {
            Object old = change.before().fields().get(name);
            writeField(name, value(old) + " -> " + value(change.after().fields().get(name)));
        }
        out.write('\n');
    }

    private void begin(char sign, String id) throws IOException {
        out.write(sign + " " + PrintableText.of(id));
    }

    private void writeField(String name, String value) throws IOException {
        out.write("  " + PrintableText.of(name) + ": " + value);
    }

    private static String value(@Nullable Object value) throws IOException {
        return value == null ? "absent" : PrintableText.of(JsonValues.text(value));
    }

    @Override
    public void end() {}
}
