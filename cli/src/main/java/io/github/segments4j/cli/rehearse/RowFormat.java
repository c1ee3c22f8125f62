package io.github.segments4j.cli.rehearse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The form in which a program writes its rows.
 *
 * @param kind how rows are told apart
 * @param field the field or the column that holds the id; empty for lines
 */
public record RowFormat(Kind kind, String field) {
    /** How rows are told apart. */
    public enum Kind {
        /** An object on each line. */
        JSONL,
        /** An array of objects. */
        JSON,
        /** With a header. */
        CSV,
        /** Each line is an id. */
        LINES
    }

    /** Thrown if the rows can't be read; the message says why. */
    static final class UnreadableRowsException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableRowsException(String message) {
            super(message);
        }
    }

    private static final ObjectReader OBJECTS = new ObjectMapper().readerFor(JsonNode.class);
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Reads all ids of a file, in their order, and holds one row at a time. */
    void read(Path file, Consumer<String> ids) throws IOException, UnreadableRowsException {
        try (InputStream in = Files.newInputStream(file)) {
            switch (kind) {
                case JSONL, JSON -> readJson(in, ids);
                case CSV -> readCsv(new InputStreamReader(in, StandardCharsets.UTF_8), ids);
                case LINES -> readLines(new InputStreamReader(in, StandardCharsets.UTF_8), ids);
            }
        }
    }

    /** Jackson reads an array as if its elements stood alone. */
    private void readJson(InputStream in, Consumer<String> ids) throws IOException, UnreadableRowsException {
        try (MappingIterator<JsonNode> rows = OBJECTS.readValues(in)) {
            for (int row = 1; rows.hasNextValue(); row++) {
                JsonNode id = rows.nextValue().path(field);
                if (!id.isValueNode() || id.isNull()) {
                    throw new UnreadableRowsException("row " + row + " has no field \"" + field + '"');
                }
                ids.accept(id.asText());
            }
        } catch (JsonProcessingException e) {
            long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new UnreadableRowsException("line " + line + " is not JSON");
        }
    }

    private void readCsv(Reader in, Consumer<String> ids) throws IOException, UnreadableRowsException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser rows = CSVParser.parse(in, format)) {
            List<String> header = rows.getHeaderNames().stream()
                    .map(name -> name.replace(BYTE_ORDER_MARK, ""))
                    .toList();
            int column = header.indexOf(field);
            if (column < 0 && !header.isEmpty()) {
                throw new UnreadableRowsException("the header has no column \"" + field + '"');
            }
            for (CSVRecord row : rows) {
                if (row.size() <= column) {
                    throw new UnreadableRowsException(
                            "row " + row.getRecordNumber() + " has no column \"" + field + '"');
                }
                ids.accept(row.get(column));
            }
        } catch (CSVException | UncheckedIOException | IllegalArgumentException e) {
            throw new UnreadableRowsException("it is not CSV with a header");
        }
    }

    private static void readLines(Reader in, Consumer<String> ids) throws IOException {
        try (BufferedReader lines = new BufferedReader(in)) {
            lines.lines().filter(line -> !line.isBlank()).forEach(ids);
        }
    }
}
