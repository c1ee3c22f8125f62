package io.github.segments4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.benchmarks.report.Results;
import io.github.segments4j.benchmarks.report.Scale;
import io.github.segments4j.benchmarks.report.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every table on a small scale. The figures mean nothing. */
class BenchmarksTest {
    @TempDir
    Path folder;

    @Test
    void everyTableRunsAndIsInTheReportWithItsChart() throws Exception {
        Benchmarks benchmarks =
                new Benchmarks(Scale.SMOKE, folder.resolve("results"), folder.resolve("baseline"), folder);

        benchmarks.runAll();

        String report = Files.readString(folder.resolve("REPORT.md"));
        assertThat(report).doesNotContain("Not run.");
        for (Table table : Benchmarks.TABLES) {
            assertThat(report).contains("\n## " + table.title() + "\n");
            assertThat(Results.read(folder.resolve("results").resolve(table.name() + ".jsonl"))
                            .figures()
                            .settings())
                    .as(table.name())
                    .isNotEmpty();
        }
        List<Path> charts = charts();
        assertThat(charts).isNotEmpty();
        for (Path chart : charts) {
            assertThat(report).contains("(charts/" + chart.getFileName() + ")");
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(chart.toFile());
        }
    }

    private List<Path> charts() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("charts"))) {
            return files.toList();
        }
    }
}
