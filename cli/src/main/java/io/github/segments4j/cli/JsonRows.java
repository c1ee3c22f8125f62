package io.github.segments4j.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.segments4j.model.Segment;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes each row as the server sent it, one JSON object a line, in an array or one after the other. */
final class JsonRows implements Rows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Writer out;
    private final String open;
    private final String between;
    private final String close;
    private boolean begun;

    JsonRows(Writer out, boolean begun, String open, String between, String close) {
        this.out = out;
        this.begun = begun;
        this.open = open;
        this.between = between;
        this.close = close;
    }

    @Override
    public void write(List<Segment> page) throws IOException {
        for (Segment row : page) {
            out.write(begun ? between : open);
            begun = true;
            write(row);
        }
    }

    private void write(Segment row) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
            json.writePOJO(row);
        }
    }

    @Override
    public void end() throws IOException {
        if (begun) {
            out.write(close);
        } else if (!open.isEmpty()) {
            out.write("[]\n");
        }
    }
}
