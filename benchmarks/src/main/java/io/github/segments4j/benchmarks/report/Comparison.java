package io.github.segments4j.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares this project's own figures with the baseline. The baseline may come from another machine, so most figures
 * are divided by the table's reference, measured in the same run.
 */
final class Comparison {
    private record Row(Table table, String setting, String who, Measure measure, double before, double now) {
        double change() {
            return now / before - 1;
        }

        String verdict() {
            if (Math.abs(change()) <= measure.tolerance) {
                return "the same";
            }
            return change() > 0 == (measure.better == Measure.Better.MORE) ? "better" : "**worse**";
        }

        List<String> cells() {
            return List.of(
                    table.name(),
                    who,
                    setting,
                    measure.title + (measure.scaling == Measure.Scaling.BY_REFERENCE ? " ÷ reference" : ""),
                    measure.format(before),
                    measure.format(now),
                    String.format(Locale.ROOT, "%+.1f %%", 100 * change()),
                    verdict());
        }
    }

    private final List<Row> rows = new ArrayList<>();

    void add(Table table, Figures before, Figures now) {
        for (String setting : now.settings()) {
            for (String who : now.who(setting)) {
                for (Measure measure : now.measures(setting)) {
                    double was = comparable(table, before, setting, who, measure);
                    double is = comparable(table, now, setting, who, measure);
                    if (who.startsWith(Table.OURS) && !Double.isNaN(was) && !Double.isNaN(is)) {
                        rows.add(new Row(table, setting, who, measure, was, is));
                    }
                }
            }
        }
    }

    private static double comparable(Table table, Figures figures, String setting, String who, Measure measure) {
        return switch (measure.scaling) {
            case NONE -> figures.median(setting, who, measure);
            case BY_REFERENCE -> figures.ratio(setting, who, table.reference(), measure);
            case NOT_COMPARED -> Double.NaN;
        };
    }

    /** Whether a figure of this project got worse by more than chance explains. */
    boolean isWorse() {
        return rows.stream().anyMatch(row -> row.verdict().contains("worse"));
    }

    String markdown() {
        if (rows.isEmpty()) {
            return "There is nothing to compare with.\n";
        }
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("table", "who", "setting", "measure", "baseline", "now", "change", "verdict"));
        rows.forEach(row -> table.add(row.cells()));
        return MarkdownTable.of(table);
    }
}
