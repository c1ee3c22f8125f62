package io.github.segments4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What is ours, now and in the baseline. That may come from another machine: what depends on one is compared as
 * a share of the table's reference, measured in the same run.
 */
final class Comparison {
    private record Row(Table table, Figure figure, double before, double now) {
        /** A share of the baseline. */
        double change() {
            return now / before - 1;
        }

        String verdict() {
            Measure measure = figure.measure();
            if (Math.abs(change()) <= measure.tolerance) {
                return "the same";
            }
            return change() > 0 == (measure.better == Measure.Better.MORE) ? "better" : "**worse**";
        }
    }

    private final List<Row> rows = new ArrayList<>();

    void add(Table table, Medians before, Medians now) {
        for (String setting : now.settings()) {
            for (String who : now.who(setting)) {
                for (Measure measure : now.measures(setting)) {
                    Figure figure = new Figure(setting, who, measure, 0);
                    OptionalDouble was = comparable(table, before, figure);
                    OptionalDouble is = comparable(table, now, figure);
                    if (figure.isOurs() && was.isPresent() && is.isPresent()) {
                        rows.add(new Row(table, figure, was.getAsDouble(), is.getAsDouble()));
                    }
                }
            }
        }
    }

    private static OptionalDouble comparable(Table table, Medians medians, Figure figure) {
        OptionalDouble value = medians.find(figure.setting(), figure.who(), figure.measure());
        if (value.isEmpty() || figure.measure().against == Measure.Against.ITSELF) {
            return value;
        }
        if (figure.measure().against == Measure.Against.NOTHING
                || table.reference().isEmpty()) {
            return OptionalDouble.empty();
        }
        OptionalDouble reference =
                medians.find(figure.setting(), table.reference().get(), figure.measure());
        return reference.isEmpty() ? reference : OptionalDouble.of(value.getAsDouble() / reference.getAsDouble());
    }

    /** Whether something of ours got worse by more than chance. */
    boolean isWorse() {
        return rows.stream().anyMatch(row -> row.verdict().contains("worse"));
    }

    String markdown() {
        if (rows.isEmpty()) {
            return "There is nothing to compare with.\n";
        }
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("table", "who", "setting", "measure", "baseline", "now", "change", "verdict"));
        for (Row row : rows) {
            Measure measure = row.figure().measure();
            String of = measure.against == Measure.Against.REFERENCE ? " ÷ reference" : "";
            table.add(List.of(
                    row.table().name(),
                    row.figure().who(),
                    row.figure().setting(),
                    measure.title + of,
                    measure.shown(row.before()),
                    measure.shown(row.now()),
                    String.format(Locale.ROOT, "%+.1f %%", 100 * row.change()),
                    row.verdict()));
        }
        return MarkdownTable.of(table);
    }
}
