package io.github.segments4j.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares this project's own figures with the baseline. The baseline may come from another machine, so all figures but
 * the allocation are divided by the table's reference, measured in the same run.
 */
final class Comparison {
    private final List<List<String>> rows = new ArrayList<>();

    void add(String name, Table table, Figures before, Figures now) {
        for (String setting : now.settings()) {
            for (String who : now.in(setting).who()) {
                for (Measure measure : now.in(setting).measures()) {
                    double was = comparable(table, before, setting, who, measure);
                    double is = comparable(table, now, setting, who, measure);
                    if (who.startsWith(Table.OURS) && !Double.isNaN(is / was)) {
                        rows.add(row(name, setting, who, measure, was, is));
                    }
                }
            }
        }
    }

    private static double comparable(Table table, Figures figures, String setting, String who, Measure measure) {
        if (Double.isInfinite(measure.tolerance)) {
            return Double.NaN;
        }
        double median = figures.median(setting, who, measure);
        return isDivided(measure) ? median / figures.median(setting, table.reference(), measure) : median;
    }

    private static boolean isDivided(Measure measure) {
        return measure != Measure.ALLOCATED_PER_PAGE;
    }

    private static List<String> row(
            String table, String setting, String who, Measure measure, double before, double now) {
        double change = now / before - 1;
        return List.of(
                table,
                who,
                setting,
                measure.title + (isDivided(measure) ? " ÷ reference" : ""),
                measure.format(before),
                measure.format(now),
                String.format(Locale.ROOT, "%+.1f %%", 100 * change),
                measure.verdict(change));
    }

    /** Whether a figure of this project got worse by more than chance explains. */
    boolean isWorse() {
        return rows.stream().anyMatch(row -> row.contains("**worse**"));
    }

    String markdown() {
        if (rows.isEmpty()) {
            return "There is nothing to compare with.\n";
        }
        List<List<String>> table = new ArrayList<>(rows);
        table.add(0, List.of("table", "who", "setting", "measure", "baseline", "now", "change", "verdict"));
        return MarkdownTable.of(table);
    }
}
