package io.github.segments4j.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * The report, REPORT.md, and its charts.
 *
 * @param results the raw data of this run
 * @param baseline the raw data of an earlier run
 * @param folder where the report is written
 */
public record Report(Path results, Path baseline, Path folder) {
    private static final String TEXT = """
            # What the benchmarks measured

            Measured on %s. `benchmarks/run all` generates this file from `target/results`; see [README.md](README.md).
            Each figure is the median of its rounds, with the lowest and the highest round in brackets. Machines differ,
            so compare figures within a table only.

            ## Promises

            %s
            ## Comparison with the baseline

            The baseline is an earlier run, which may come from another machine. Allocation is compared directly; other
            figures are divided by the table's reference in the same run. A change that chance explains counts as the
            same.

            %s""";

    public void write(Collection<String> tables, LocalDate date) throws IOException {
        StringBuilder sections = new StringBuilder();
        List<List<String>> promises = new ArrayList<>();
        promises.add(List.of("promise", "measured", "kept"));
        Comparison comparison = new Comparison();
        Files.createDirectories(folder.resolve("charts"));
        for (String name : tables) {
            Table table = Table.named(name);
            sections.append("\n## " + table.title() + "\n\n" + table.method() + "\n\n");
            Path earlier = file(baseline, name);
            if (Files.exists(file(results, name))) {
                Results measured = Results.read(file(results, name));
                sections.append(measured.text());
                for (Measure measure : table.charts()) {
                    sections.append(chart(name, measure, measured.figures()));
                }
                promises.addAll(measured.outcomes(table));
                if (Files.exists(earlier)) {
                    comparison.add(name, table, Results.read(earlier).figures(), measured.figures());
                }
            } else {
                sections.append("Not run.\n");
            }
        }
        String text = TEXT.formatted(date, MarkdownTable.of(promises), comparison.markdown());
        Files.writeString(folder.resolve("REPORT.md"), text + sections);
    }

    /** The raw data of one table. */
    public static Path file(Path folder, String name) {
        return folder.resolve(name + ".jsonl");
    }

    private String chart(String name, Measure measure, Figures figures) throws IOException {
        String measureName = measure.name().toLowerCase(Locale.ROOT).replace('_', '-');
        String file = "charts/" + name + "-" + measureName + ".svg";
        Files.writeString(folder.resolve(file), BarChart.of(measure, figures));
        return "![" + measure.title + "](" + file + ")\n";
    }
}
