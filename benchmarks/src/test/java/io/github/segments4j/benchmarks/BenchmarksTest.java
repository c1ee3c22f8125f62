package io.github.segments4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.benchmarks.report.Report;
import io.github.segments4j.benchmarks.report.Results;
import io.github.segments4j.benchmarks.report.Session.Scale;
import io.github.segments4j.benchmarks.report.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every table on a small scale. The figures mean nothing. */
@Tag("slow")
class BenchmarksTest {
    @TempDir
    Path folder;

    @Test
    void everyTableRunsAndIsInTheReportWithItsChart() throws Exception {
        Report report = new Report(folder.resolve("results"), folder.resolve("baseline"), folder);
        Benchmarks benchmarks = new Benchmarks(Scale.SMOKE, report);

        benchmarks.runAll();

        String text = Files.readString(folder.resolve("REPORT.md"));
        assertThat(text).doesNotContain("Not run.");
        for (String name : Benchmarks.TABLES.keySet()) {
            assertThat(text).contains("\n## " + Table.named(name).title() + "\n");
            assertThat(Results.read(Report.file(report.results(), name))
                            .figures()
                            .settings())
                    .as(name)
                    .isNotEmpty();
        }
        List<Path> charts = charts();
        assertThat(charts).isNotEmpty();
        for (Path chart : charts) {
            assertThat(text).contains("(charts/" + chart.getFileName() + ")");
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(chart.toFile());
        }
    }

    private List<Path> charts() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("charts"))) {
            return files.toList();
        }
    }
}
