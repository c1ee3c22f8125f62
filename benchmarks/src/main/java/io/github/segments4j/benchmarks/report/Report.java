package io.github.segments4j.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes REPORT.md and its charts from the raw data. */
public final class Report {
    private static final String TEXT = """
            # What the benchmarks measured

            Measured on %s. `benchmarks/run all` generates this file from `target/results`; see [README.md](README.md). \
            Each figure is the median of its rounds, with the lowest and the highest round in brackets. Compare figures \
            within a table only: machines differ.

            ## Promises

            %s
            ## Comparison with the baseline

            The baseline is an earlier run, which may come from another machine. Allocation is compared directly; other \
            figures are divided by the table's reference in the same run. A change within the measure's tolerance counts \
            as the same.

            %s%s""";

    private final Path results;
    private final Path baseline;
    private final Path folder;

    /**
     * @param results the raw data of this run
     * @param baseline the raw data of an earlier run
     * @param folder where the report is written
     */
    public Report(Path results, Path baseline, Path folder) {
        this.results = results;
        this.baseline = baseline;
        this.folder = folder;
    }

    public void write(List<Table> tables, LocalDate date) throws IOException {
        StringBuilder sections = new StringBuilder();
        List<List<String>> promises = new ArrayList<>();
        promises.add(List.of("promise", "measured", "kept"));
        Comparison comparison = new Comparison();
        Files.createDirectories(folder.resolve("charts"));
        for (Table table : tables) {
            Path now = results.resolve(table.name() + ".jsonl");
            Path before = baseline.resolve(table.name() + ".jsonl");
            if (Files.exists(now)) {
                Results measured = Results.read(now);
                sections.append(section(table, measured));
                measured.outcomes(table)
                        .forEach(outcome ->
                                promises.add(List.of(outcome.statement(), outcome.measured(), outcome.kept())));
                if (Files.exists(before)) {
                    comparison.add(table, Results.read(before).figures(), measured.figures());
                }
            } else {
                sections.append("\n## ").append(table.title()).append("\n\nNot run.\n");
            }
        }
        Files.writeString(
                folder.resolve("REPORT.md"),
                TEXT.formatted(date, MarkdownTable.of(promises), comparison.markdown(), sections));
    }

    private String section(Table table, Results measured) throws IOException {
        StringBuilder section = new StringBuilder("\n## " + table.title() + "\n\n" + table.method() + "\n\n"
                + measured.head().machine() + ".\n\n" + MarkdownTable.of(measured.figures()));
        measured.remarks().forEach(remark -> section.append(remark).append("\n\n"));
        for (Measure measure : table.charts()) {
            String measureName = measure.name().toLowerCase(Locale.ROOT).replace('_', '-');
            String file = "charts/" + table.name() + "-" + measureName + ".svg";
            Files.writeString(folder.resolve(file), BarChart.of(table.title(), measure, measured.figures()));
            section.append("![" + measure.title + "](" + file + ")\n");
        }
        return section.toString();
    }

    /** One table for the terminal, and whether its promises are kept. */
    public static String text(Table table, Results measured) {
        StringBuilder text = new StringBuilder("\n" + table.title() + "\n"
                + measured.head().machine() + "\n\n" + MarkdownTable.of(measured.figures()));
        measured.remarks().forEach(remark -> text.append(remark).append('\n'));
        for (Promise.Outcome outcome : measured.outcomes(table)) {
            text.append(outcome.statement() + ". Measured: " + outcome.measured() + ". Kept: " + outcome.kept() + "\n");
        }
        return text.toString();
    }
}
