package io.github.segments4j.benchmarks;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What users write by hand with {@code java.net.http} and Jackson. It checks the status only. */
record HandWritten(Target target, HttpClient http) {
    private record Row(
            @Nullable String id,
            @Nullable String name,
            @Nullable String status) {}

    private record Body(
            List<Row> data,
            @JsonProperty("next_token") @Nullable String nextToken) {}

    /** With a client of its own. */
    HandWritten(Target target) {
        this(
                target,
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    /** What most users would write: Jackson's databind. */
    Lister.OfPages databind() {
        ObjectReader reader = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build()
                .readerFor(Body.class);
        return (pageSize, token) -> {
            Body body = reader.readValue(send(pageSize, token).body());
            return new Lister.Page(body.data().size(), body.nextToken());
        };
    }

    /** The floor: a streaming parser. */
    Lister.OfPages streaming() {
        JsonFactory json = new JsonFactory();
        return (pageSize, token) -> {
            try (JsonParser parser = json.createParser(send(pageSize, token).body())) {
                return page(parser);
            }
        };
    }

    HttpResponse<byte[]> send(int pageSize, @Nullable String token) throws IOException, InterruptedException {
        String next = token == null ? "" : "&next_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
        URI uri = URI.create(target.baseUrl() + "/segments?limit=" + pageSize + next);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(target.timeout())
                .header("Authorization", "Bearer " + target.accessToken())
                .header("amperity-tenant", target.tenant())
                .header("api-version", Target.API_VERSION)
                .build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("answered " + response.statusCode());
        }
        return response;
    }

    private static Lister.Page page(JsonParser parser) throws IOException {
        List<Row> rows = new ArrayList<>();
        String next = null;
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            switch (parser.currentName()) {
                case "data" -> {
                    parser.nextToken();
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        rows.add(row(parser));
                    }
                }
                case "next_token" -> next = parser.nextTextValue();
                default -> skip(parser);
            }
        }
        return new Lister.Page(rows.size(), next);
    }

    private static Row row(JsonParser parser) throws IOException {
        String id = null;
        String name = null;
        String status = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            switch (parser.currentName()) {
                case "id" -> id = parser.nextTextValue();
                case "name" -> name = parser.nextTextValue();
                case "status" -> status = parser.nextTextValue();
                default -> skip(parser);
            }
        }
        return new Row(id, name, status);
    }

    private static void skip(JsonParser parser) throws IOException {
        parser.nextToken();
        parser.skipChildren();
    }
}
