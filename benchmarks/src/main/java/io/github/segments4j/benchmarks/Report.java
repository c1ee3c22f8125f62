package io.github.segments4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes REPORT.md and its charts from the raw data. */
final class Report {
    private static final String CHARTS = "charts";

    private final Path results;
    private final Path baseline;
    private final Path folder;

    /**
     * @param results the raw data of this run
     * @param baseline the raw data of an earlier one
     * @param folder where the report goes
     */
    Report(Path results, Path baseline, Path folder) {
        this.results = results;
        this.baseline = baseline;
        this.folder = folder;
    }

    void write(List<Table> tables, LocalDate date) throws IOException {
        StringBuilder sections = new StringBuilder();
        List<List<String>> promises = new ArrayList<>();
        promises.add(List.of("promise", "measured", "kept"));
        Comparison comparison = new Comparison();
        Files.createDirectories(folder.resolve(CHARTS));
        for (Table table : tables) {
            Path file = results.resolve(table.name() + ".jsonl");
            if (!Files.exists(file)) {
                sections.append("\n## ").append(table.title()).append("\n\nNot run.\n");
                continue;
            }
            Results measured = Results.read(file);
            sections.append(section(table, measured));
            List<Promise> held = measured.scale() == Scale.SMOKE ? List.of() : table.promises(measured.medians());
            for (Promise promise : held) {
                promises.add(List.of(promise.says(), promise.measured(), promise.isKept() ? "yes" : "**no**"));
            }
            Path before = baseline.resolve(table.name() + ".jsonl");
            if (Files.exists(before)) {
                comparison.add(table, Results.read(before).medians(), measured.medians());
            }
        }
        Files.writeString(
                folder.resolve("REPORT.md"),
                "# What the benchmarks measured\n\n" + date
                        + ". `benchmarks/run all` made this from `target/results`; [README.md](README.md) says how to run"
                        + " it. Figures are medians, in brackets the lowest and the highest round. Read them as ratios:"
                        + " machines differ.\n\n## What is promised\n\n"
                        + MarkdownTable.of(promises) + "\n## Against the baseline\n\n"
                        + "Allocation is compared as it is, the rest as a share of what the table's reference took in the"
                        + " same run.\n\n" + comparison.markdown() + sections);
    }

    private String section(Table table, Results measured) throws IOException {
        StringBuilder section = new StringBuilder("\n## " + table.title() + "\n\n" + table.method() + "\n\n"
                + measured.machine() + ".\n\n" + MarkdownTable.of(measured.medians()));
        measured.remarks().forEach(remark -> section.append(remark).append("\n\n"));
        for (Measure measure : table.charts()) {
            String name =
                    table.name() + "-" + measure.name().toLowerCase(Locale.ROOT).replace('_', '-');
            String svg = BarChart.of(table.title(), measure, measured.medians());
            Files.writeString(folder.resolve(CHARTS).resolve(name + ".svg"), svg);
            section.append("![")
                    .append(measure.title)
                    .append("](" + CHARTS + "/")
                    .append(name)
                    .append(".svg)\n");
        }
        return section.toString();
    }
}
