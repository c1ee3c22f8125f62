package io.github.segments4j.cli.diff;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.segments4j.model.Segment;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a JSON array of segments, or segments one after the other. */
final class JsonReader implements RowReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final TypeReference<Map<String, @Nullable Object>> FIELDS = new TypeReference<>() {};

    private final JsonParser parser;
    private final boolean isArray;
    private @Nullable JsonToken token;
    private long line = 1;

    JsonReader(Reader text) throws IOException {
        parser = JSON.createParser(text);
        token = parser.nextToken();
        isArray = token == JsonToken.START_ARRAY;
        if (isArray) {
            token = parser.nextToken();
        }
    }

    @Override
    public @Nullable Segment next() throws IOException {
        line = parser.currentTokenLocation().getLineNr();
        boolean isEnd = isArray ? token == JsonToken.END_ARRAY : token == null;
        if (isEnd) {
            requireEnd();
            return null;
        }
        if (token != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("a segment must be an object, not " + kind(token));
        }
        Segment segment = segment(JSON.readValue(parser, FIELDS));
        token = parser.nextToken();
        return segment;
    }

    private void requireEnd() throws IOException {
        if (token != null && parser.nextToken() != null) {
            line = parser.currentTokenLocation().getLineNr();
            throw new IllegalArgumentException("there is more after the end of the array");
        }
    }

    private static String kind(@Nullable JsonToken token) {
        return token == JsonToken.START_ARRAY ? "an array" : token == null ? "the end of the file" : "a single value";
    }

    private static Segment segment(Map<String, @Nullable Object> fields) {
        for (String name : List.of("id", "name", "status")) {
            Object value = fields.get(name);
            if (value == null && !name.equals("status")) {
                throw new IllegalArgumentException("the row has no " + name);
            }
            if (value != null && !(value instanceof String)) {
                throw new IllegalArgumentException("the field " + name + " must be a string");
            }
        }
        Segment.Builder segment = Segment.builder();
        fields.forEach(segment::field);
        return segment.build();
    }

    @Override
    public Optional<List<String>> columns() {
        return Optional.empty();
    }

    @Override
    public long line() {
        return line;
    }
}
