package io.github.segments4j.cli.output;

import io.github.segments4j.model.Segment;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes CSV as RFC 4180 defines it, with a header. A value that the server did not send is an empty field. */
final class CsvRows implements Rows {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader(Column.ALL.stream().map(Column::name).toArray(String[]::new))
            .get();

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final CSVPrinter csv;
    private final CsvStyle style;

    /** Writes the header, unless the rows continue those of an earlier run. */
    CsvRows(Writer out, CsvStyle style, boolean resumed) throws IOException {
        this.style = style;
        if (style.hasByteOrderMark() && !resumed) {
            out.write(BYTE_ORDER_MARK);
        }
        csv = new CSVPrinter(out, FORMAT.builder().setSkipHeaderRecord(resumed).get());
    }

    @Override
    public void write(List<Segment> page) throws IOException {
        for (Segment segment : page) {
            csv.printRecord(Column.ALL.stream()
                    .map(column ->
                            column.value().apply(segment).map(style::text).orElse(null)));
        }
    }

    @Override
    public void end() {}
}
