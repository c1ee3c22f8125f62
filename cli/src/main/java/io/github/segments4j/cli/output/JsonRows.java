package io.github.segments4j.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.segments4j.model.Segment;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes each row as the server sent it, as one JSON object a line, in an array or by themselves. */
final class JsonRows implements Rows {
    private static final JsonFactory JSON = new ObjectMapper().getFactory().setRootValueSeparator(null);

    /** What stands before, between and after the rows, and instead of them. */
    private record Frame(String start, String separator, String end, String empty) {}

    private final JsonGenerator json;
    private final Frame frame;
    private boolean begun;

    private JsonRows(Writer out, boolean resumed, Frame frame) throws IOException {
        json = JSON.createGenerator(new JsonText(out));
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
            json.writePOJO(segment);
        }
        json.flush();
    }

    @Override
    public void end() throws IOException {
        json.writeRaw(begun ? frame.end() : frame.empty());
        json.flush();
    }
}
