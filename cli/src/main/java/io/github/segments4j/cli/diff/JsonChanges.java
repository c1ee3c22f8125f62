package io.github.segments4j.cli.diff;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.segments4j.SegmentChange;
import io.github.segments4j.model.Segment;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** For programs: one object with the lists added, removed and changed, and one element a line. */
final class JsonChanges implements ChangeWriter {
    private static final List<String> LISTS = List.of("added", "removed", "changed");

    private final JsonGenerator json;

    /** The number of lists that have begun. */
    private int lists;

    private boolean isListEmpty = true;

    JsonChanges(Writer out) throws IOException {
        json = JsonValues.generator(out);
        json.writeRaw("{");
    }

    @Override
    public void added(Segment segment) throws IOException {
        beginElement("added");
        json.writePOJO(segment);
    }

    @Override
    public void removed(Segment segment) throws IOException {
        beginElement("removed");
        json.writePOJO(segment);
    }

    @Override
    public void changed(SegmentChange change) throws IOException {
        beginElement("changed");
        json.writeStartObject();
        json.writeStringField("id", change.id());
        json.writeObjectFieldStart("fields");
        for (String name : change.fields()) {
            json.writeObjectFieldStart(name);
            json.writePOJOField("old", change.before().fields().get(name));
            json.writePOJOField("new", change.after().fields().get(name));
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void beginElement(String list) throws IOException {
        beginLists(LISTS.indexOf(list) + 1);
        json.writeRaw(isListEmpty ? "\n" : ",\n");
        isListEmpty = false;
    }

    private void beginLists(int count) throws IOException {
        while (lists < count) {
            if (lists > 0) {
                endList();
                json.writeRaw(",");
            }
            json.writeRaw("\n\"" + LISTS.get(lists) + "\":[");
            isListEmpty = true;
            lists++;
        }
    }

    private void endList() throws IOException {
        json.writeRaw(isListEmpty ? "]" : "\n]");
    }

    @Override
    public void end() throws IOException {
        beginLists(LISTS.size());
        endList();
        json.writeRaw("\n}\n");
        json.flush();
    }
}
