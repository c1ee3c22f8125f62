package io.github.segments4j.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Formats a table so that it reads well on a terminal and in a Markdown file. */
final class MarkdownTable {
    private MarkdownTable() {}

    /** A table for each setting: a row for each contender, a column for each measure. */
    static String of(Figures figures) {
        StringBuilder all = new StringBuilder();
        for (String setting : figures.settings()) {
            List<Measure> measures = figures.measures(setting);
            List<List<String>> rows = new ArrayList<>();
            rows.add(row(setting, measures.stream().map(measure -> measure.title)));
            for (String who : figures.who(setting)) {
                rows.add(row(
                        who, measures.stream().map(measure -> cell(measure, figures.spread(setting, who, measure)))));
            }
            all.append(of(rows)).append('\n');
        }
        return all.toString();
    }

    private static List<String> row(String first, Stream<String> others) {
        return Stream.concat(Stream.of(first), others).toList();
    }

    private static String cell(Measure measure, Figures.Spread spread) {
        String lowest = measure.format(spread.lowest());
        String median = measure.format(spread.median());
        String highest = measure.format(spread.highest());
        return lowest.equals(highest) ? median : median + " (" + lowest + " to " + highest + ")";
    }

    /** The first row is the heading. The first column is aligned to the left, the others to the right. */
    static String of(List<List<String>> rows) {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        StringBuilder table = new StringBuilder();
        StringBuilder ruler = new StringBuilder();
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                String alignment = column == 0 ? "-" : "";
                table.append(String.format("| %" + alignment + widths[column] + "s ", row.get(column)));
            }
            table.append("|\n");
            if (ruler.isEmpty()) {
                for (int column = 0; column < widths.length; column++) {
                    ruler.append("| ").append("-".repeat(widths[column] - 1)).append(column == 0 ? "- " : ": ");
                }
                table.append(ruler).append("|\n");
            }
        }
        return table.toString();
    }
}
