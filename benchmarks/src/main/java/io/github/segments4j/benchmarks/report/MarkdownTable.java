package io.github.segments4j.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Formats a table so that it reads well on a terminal and in a Markdown file. */
final class MarkdownTable {
    /** A table for each setting: a row for each contender, a column for each measure. */
    static String of(Figures figures) {
        StringBuilder all = new StringBuilder();
        for (String setting : figures.settings()) {
            Figures some = figures.in(setting);
            List<List<String>> rows = new ArrayList<>();
            rows.add(row(some, setting, measure -> measure.title));
            for (String who : some.who()) {
                rows.add(row(some, who, measure -> cell(measure, some.sorted(setting, who, measure))));
            }
            all.append(of(rows)).append('\n');
        }
        return all.toString();
    }

    private static List<String> row(Figures figures, String first, Function<Measure, String> cell) {
        return Stream.concat(Stream.of(first), figures.measures().stream().map(cell))
                .toList();
    }

    private static String cell(Measure measure, List<Double> sorted) {
        if (sorted.isEmpty()) {
            return "";
        }
        String lowest = measure.format(sorted.get(0));
        String median = measure.format(sorted.get(sorted.size() / 2));
        String highest = measure.format(sorted.get(sorted.size() - 1));
        return lowest.equals(highest) ? median : median + " (" + lowest + " to " + highest + ")";
    }

    /** The first row is the heading. The first column is aligned to the left, the others to the right. */
    static String of(List<List<String>> rows) {
        StringBuilder format = new StringBuilder();
        StringBuilder ruler = new StringBuilder();
        for (int i = 0; i < rows.get(0).size(); i++) {
            int column = i;
            int width = rows.stream()
                    .mapToInt(row -> row.get(column).length())
                    .max()
                    .orElse(0);
            format.append(i == 0 ? "| %-" : "| %").append(width).append("s ");
            ruler.append("| ").append("-".repeat(width - 1)).append(i == 0 ? "- " : ": ");
        }
        List<String> lines = new ArrayList<>();
        rows.forEach(row -> lines.add(String.format(format + "|\n", row.toArray())));
        lines.add(1, ruler + "|\n");
        return String.join("", lines);
    }
}
