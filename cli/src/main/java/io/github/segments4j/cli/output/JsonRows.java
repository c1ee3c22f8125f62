package io.github.segments4j.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.segments4j.generated.Segment;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;

/** Writes one JSON object a line, in an array or by themselves. A value that the server did not send is left out. */
final class JsonRows implements Rows {
    private static final JsonFactory JSON = new JsonFactory().setRootValueSeparator(null);

    /** What stands before, between and after the rows, and instead of them. */
    private record Frame(String start, String separator, String end, String empty) {}

    private final JsonGenerator json;
    private final Frame frame;
    private boolean begun;

    private JsonRows(Writer out, boolean resumed, Frame frame) throws IOException {
        json = JSON.createGenerator(out);
        begun = resumed;
        this.frame = frame;
    }

    static JsonRows array(Writer out, boolean resumed) throws IOException {
        return new JsonRows(out, resumed, new Frame("[\n", ",\n", "\n]\n", "[]\n"));
    }

    static JsonRows lines(Writer out, boolean resumed) throws IOException {
        return new JsonRows(out, resumed, new Frame("", "\n", "\n", ""));
    }

    @Override
    public void write(List<Segment> page) throws IOException {
        for (Segment segment : page) {
            json.writeRaw(begun ? frame.separator() : frame.start());
            begun = true;
            write(segment);
        }
        json.flush();
    }

    private void write(Segment segment) throws IOException {
        json.writeStartObject();
        for (Column column : Column.ALL) {
            Optional<String> value = column.value().apply(segment);
            if (value.isPresent()) {
                json.writeStringField(column.name(), value.get());
            }
        }
        json.writeEndObject();
    }

    @Override
    public void end() throws IOException {
        json.writeRaw(begun ? frame.end() : frame.empty());
        json.flush();
    }
}
