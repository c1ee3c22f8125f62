package io.github.segments4j.cli.diff;

import io.github.segments4j.SegmentChange;
import io.github.segments4j.SegmentChanges;
import io.github.segments4j.model.Segment;
import java.io.IOException;
import java.io.Writer;
import java.util.Iterator;
import java.util.Locale;

/** The formats in which changes can be written. */
public enum ChangeFormat {
    /** For people: one line for each segment. */
    TEXT,
    /** One object with three lists, which have one element for each segment. */
    JSON,
    /** One row for each field. */
    CSV;

    /**
     * Writes changes.
     *
     * @param changes the changes
     * @param out where to write; is flushed
     * @return how many there are
     * @throws IOException if they can't be written
     */
    public ChangeCount write(SegmentChanges changes, Writer out) throws IOException {
        ChangeWriter writer = switch (this) {
            case TEXT -> new TextChanges(out);
            case JSON -> new JsonChanges(out);
            case CSV -> new CsvChanges(out);
        };
        ChangeCount count = new ChangeCount();
        for (Iterator<Segment> all = changes.added().iterator(); all.hasNext(); ) {
            Segment segment = all.next();
            writer.added(segment);
            count.added++;
        }
        for (Iterator<Segment> all = changes.removed().iterator(); all.hasNext(); ) {
            Segment segment = all.next();
            writer.removed(segment);
            count.removed++;
        }
        for (Iterator<SegmentChange> all = changes.changed().iterator(); all.hasNext(); ) {
            SegmentChange change = all.next();
            writer.changed(change);
            count.changed(change.fields());
        }
        writer.end();
        out.flush();
        return count;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
