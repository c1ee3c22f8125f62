package io.github.segments4j.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The floor: the JDK's client, the whole body as bytes, and a parser written by hand that checks nothing. */
final class StreamingLister implements Lister {
    private record Row(
            @Nullable String id,
            @Nullable String name,
            @Nullable String status) {}

    private final JsonFactory json = new JsonFactory();
    private final JdkRequest request;

    StreamingLister(JdkRequest request) {
        this.request = request;
    }

    @Override
    public Page page(int pageSize, @Nullable String token) throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        String next = null;
        try (JsonParser parser = json.createParser(request.page(pageSize, token))) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                if (field.equals("data")) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        rows.add(row(parser));
                    }
                } else if (field.equals("next_token")) {
                    next = parser.getValueAsString();
                } else {
                    parser.skipChildren();
                }
            }
        }
        return new Page(rows.size(), next);
    }

    private static Row row(JsonParser parser) throws IOException {
        String id = null;
        String name = null;
        String status = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "id" -> id = parser.getText();
                case "name" -> name = parser.getText();
                case "status" -> status = parser.getText();
                default -> parser.skipChildren();
            }
        }
        return new Row(id, name, status);
    }
}
