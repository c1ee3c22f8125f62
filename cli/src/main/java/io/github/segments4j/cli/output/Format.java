package io.github.segments4j.cli.output;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/** The formats in which segments can be written. */
public enum Format {
    /** For people. */
    TABLE,
    /** RFC 4180, with a header. */
    CSV,
    /** One array. */
    JSON,
    /** One object a line. */
    NDJSON;

    /**
     * Starts to write rows.
     *
     * @param out where to write
     * @param style how CSV is written
     * @param resumed whether the rows follow those of an earlier run; a table never does
     * @return writes the rows
     * @throws IOException if the header can't be written
     */
    public Rows rows(Writer out, CsvStyle style, boolean resumed) throws IOException {
        return switch (this) {
            case TABLE -> new TableRows(out);
            case CSV -> new CsvRows(out, style, resumed);
            case JSON -> JsonRows.array(out, resumed);
            case NDJSON -> JsonRows.lines(out, resumed);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
