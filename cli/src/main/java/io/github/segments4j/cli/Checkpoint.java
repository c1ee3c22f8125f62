package io.github.segments4j.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.github.segments4j.SegmentPage;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * How far an export is: so many bytes of its file are good, and the token leads to what is missing. As a
 * file it is JSON, for who wonders what it is, and holds no secret.
 *
 * @param format how the rows are written
 * @param source where they come from: tenant and base URL
 * @param nextToken leads to the page to go on with; empty for the first one
 * @param bytes how long the file is with the pages before it
 * @param rows how many there are in those
 * @param pages how many those are
 */
record Checkpoint(String format, String source, String nextToken, long bytes, long rows, long pages) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Before the first page. */
    Checkpoint(Format format, String source) {
        this(format.toString(), source, "", 0, 0, 0);
    }

    Checkpoint after(SegmentPage page, long bytesNow) {
        return new Checkpoint(
                format,
                source,
                page.nextToken().orElse(""),
                bytesNow,
                rows + page.data().size(),
                pages + 1);
    }

    /** Whenever the process is ended, the file holds this checkpoint or the one before. */
    void write(Path file, Path beside) throws IOException {
        Files.deleteIfExists(beside);
        try (JsonGenerator json = JSON.createGenerator(
                Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("format", format);
            json.writeStringField("source", source);
            json.writeStringField("next_token", nextToken);
            json.writeNumberField("bytes", bytes);
            json.writeNumberField("rows", rows);
            json.writeNumberField("pages", pages);
            json.writeEndObject();
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    static Checkpoint read(Path file) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(file.toFile())) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                fields.put(name, json.getValueAsString(""));
            }
        } catch (JsonProcessingException e) {
            fields.clear(); // and so refused below
        }
        try {
            return new Checkpoint(
                    text(fields, "format"),
                    text(fields, "source"),
                    text(fields, "next_token"),
                    number(fields, "bytes"),
                    number(fields, "rows"),
                    number(fields, "pages"));
        } catch (IllegalArgumentException e) {
            throw new FileSystemException(
                    file.toString(), null, "it is no checkpoint: leave --resume out to start over");
        }
    }

    private static String text(Map<String, String> fields, String name) {
        String value = fields.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException(name);
        }
        return value;
    }

    private static long number(Map<String, String> fields, String name) {
        long value = Long.parseLong(text(fields, name));
        if (value < 0) {
            throw new IllegalArgumentException(name);
        }
        return value;
    }
}
