package io.github.segments4j.cli.diff;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.segments4j.cli.output.JsonText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** Writes values as JSON that UTF-8 can encode. */
final class JsonValues {
    private static final JsonFactory JSON = new ObjectMapper().getFactory().setRootValueSeparator(null);

    private JsonValues() {}

    static JsonGenerator generator(Writer out) throws IOException {
        return JSON.createGenerator(new JsonText(out));
    }

    static String text(@Nullable Object value) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = generator(text)) {
            json.writePOJO(value);
        }
        return text.toString();
    }
}
