package io.github.segments4j.cli;

import io.github.segments4j.model.Segment;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** CSV as RFC 4180 has it, with a header; a status that is not there is an empty field. */
final class CsvRows implements Rows {
    private static final CSVFormat RFC_4180 = CSVFormat.RFC4180;

    private final Writer out;
    private boolean begun;

    CsvRows(Writer out, boolean begun) {
        this.out = out;
        this.begun = begun;
    }

    @Override
    public void write(List<Segment> page) throws IOException {
        CSVPrinter csv = begin();
        for (Segment row : page) {
            csv.printRecord(row.id(), row.name(), row.status().orElse(null));
        }
    }

    @Override
    public void end() throws IOException {
        begin();
    }

    private CSVPrinter begin() throws IOException {
        CSVPrinter csv = new CSVPrinter(out, RFC_4180);
        if (!begun) {
            begun = true;
            csv.printRecord("id", "name", "status");
        }
        return csv;
    }
}
