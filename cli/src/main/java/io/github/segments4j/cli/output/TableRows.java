package io.github.segments4j.cli.output;

import io.github.segments4j.model.Segment;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes a table for people. The first page sets the widths of the columns, so that it can be written before the
 * next one arrives. A wider cell is written in full.
 */
final class TableRows implements Rows {
    /** Otherwise one very long name would pad every line. */
    private static final int MAX_WIDTH = 80;

    private static final List<String> HEADER = Column.ALL.stream()
            .map(column -> column.name().toUpperCase(Locale.ROOT))
            .toList();

    private final Writer out;
    private List<Integer> widths = List.of();

    TableRows(Writer out) {
        this.out = out;
    }

    @Override
    public void write(List<Segment> page) throws IOException {
        List<List<String>> lines = page.stream().map(TableRows::cells).toList();
        if (widths.isEmpty()) {
            begin(lines);
        }
        for (List<String> line : lines) {
            writeLine(line);
        }
    }

    @Override
    public void end() throws IOException {
        write(List.of());
    }

    private void begin(List<List<String>> lines) throws IOException {
        widths = IntStream.range(0, HEADER.size())
                .mapToObj(i -> Stream.concat(Stream.of(HEADER), lines.stream())
                        .mapToInt(line -> DisplayWidth.of(line.get(i)))
                        .filter(width -> width <= MAX_WIDTH)
                        .max()
                        .orElseThrow())
                .toList();
        writeLine(HEADER);
    }

    private static List<String> cells(Segment segment) {
        return Column.ALL.stream()
                .map(column -> PrintableText.of(column.text(segment).orElse("")))
                .toList();
    }

    private void writeLine(List<String> cells) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            line.append(cell).append(" ".repeat(Math.max(0, widths.get(i) - DisplayWidth.of(cell))));
            line.append("  ");
        }
        out.write(line.toString().stripTrailing() + "\n");
    }
}
