package io.github.segments4j.cli.diff;

import io.github.segments4j.model.Segment;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Reads CSV with a header. An empty field counts as absent, except in an id or a name, which every segment has. */
final class CsvReader implements RowReader {
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final List<String> header;
    private long line = 1;

    CsvReader(Reader text) throws IOException {
        parser = CSVFormat.RFC4180.parse(text);
        records = parser.iterator();
        CSVRecord first = nextRecord();
        header = first == null ? List.of() : first.toList();
        if (!header.contains("id") || !header.contains("name") || new HashSet<>(header).size() < header.size()) {
            throw new IllegalArgumentException(
                    "it is neither JSON nor CSV with a header that has the columns id and" + " name, each column once");
        }
    }

    @Override
    public @Nullable Segment next() throws IOException {
        for (CSVRecord row = nextRecord(); row != null; row = nextRecord()) {
            boolean isBlank = row.size() == 1 && row.get(0).isEmpty();
            if (!isBlank) {
                return segment(row);
            }
        }
        return null;
    }

    private Segment segment(CSVRecord row) {
        if (row.size() != header.size()) {
            throw new IllegalArgumentException("the row has " + row.size() + (row.size() == 1 ? " field" : " fields")
                    + ", but the header has " + header.size());
        }
        Segment.Builder segment = Segment.builder();
        for (int i = 0; i < row.size(); i++) {
            String column = header.get(i);
            if (ComparedFields.hasValue(column, row.get(i))) {
                segment.field(column, row.get(i));
            }
        }
        return segment.build();
    }

    private @Nullable CSVRecord nextRecord() throws IOException {
        line = parser.getCurrentLineNumber() + 1;
        try {
            return records.hasNext() ? records.next() : null;
        } catch (UncheckedIOException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    @Override
    public Optional<List<String>> columns() {
        return Optional.of(header);
    }

    @Override
    public long line() {
        return line;
    }
}
