package io.github.segments4j.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Figures as a table for reading, on a terminal and in a Markdown file alike: the median, and what it spreads over. */
final class MarkdownTable {
    private MarkdownTable() {}

    static String of(Medians figures) {
        StringBuilder all = new StringBuilder();
        for (String setting : figures.settings()) {
            Collection<Measure> measures = figures.measures(setting);
            List<List<String>> rows = new ArrayList<>();
            List<String> head = new ArrayList<>(List.of(setting));
            measures.forEach(measure -> head.add(measure.title));
            rows.add(head);
            for (String who : figures.who(setting)) {
                List<String> row = new ArrayList<>(List.of(who));
                for (Measure measure : measures) {
                    row.add(
                            figures.has(setting, who, measure)
                                    ? cell(measure, figures.spread(setting, who, measure))
                                    : "");
                }
                rows.add(row);
            }
            all.append(of(rows)).append('\n');
        }
        return all.toString();
    }

    private static String cell(Measure measure, Medians.Spread spread) {
        String lowest = measure.shown(spread.lowest());
        String median = measure.shown(spread.median());
        String highest = measure.shown(spread.highest());
        return lowest.equals(median) && highest.equals(median)
                ? median
                : median + " (" + lowest + " to " + highest + ")";
    }

    /** The first row is the head. */
    static String of(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder table = new StringBuilder();
        for (int line = 0; line < rows.size(); line++) {
            for (int i = 0; i < columns; i++) {
                String cell = rows.get(line).get(i);
                String space = " ".repeat(widths[i] - cell.length());
                table.append("| ").append(i == 0 ? cell + space : space + cell).append(' ');
            }
            table.append("|\n");
            if (line == 0) {
                for (int i = 0; i < columns; i++) {
                    table.append("| ")
                            .append("-".repeat(widths[i] - 1))
                            .append(i == 0 ? "-" : ":")
                            .append(' ');
                }
                table.append("|\n");
            }
        }
        return table.toString();
    }
}
