package io.github.segments4j.benchmarks;

import io.github.segments4j.benchmarks.peers.Script;
import io.github.segments4j.benchmarks.report.Report;
import io.github.segments4j.benchmarks.report.Results;
import io.github.segments4j.benchmarks.report.Session;
import io.github.segments4j.benchmarks.report.Session.Scale;
import io.github.segments4j.benchmarks.report.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Runs tables, prints them, keeps their raw data, and writes the report. */
public final class Benchmarks {
    private static final PrintStream OUT = System.out;

    static final List<Table> TABLES = List.of(
            ThroughputTable.TABLE,
            PageCostTable.TABLE,
            ConductTable.TABLE,
            RateLimitTable.TABLE,
            ProcessesTable.TABLE,
            RecoveryTable.TABLE,
            CommandLineTable.TABLE,
            GrowthTable.TABLE,
            ReadAheadTable.TABLE,
            SandboxTable.TABLE,
            SnapshotTable.TABLE);

    private final Scale scale;
    private final Path results;
    private final Path baseline;
    private final Path folder;

    /**
     * @param results where the raw data of this run is kept
     * @param baseline the raw data of an earlier run
     * @param folder where the report is written
     */
    Benchmarks(Scale scale, Path results, Path baseline, Path folder) {
        this.scale = scale;
        this.results = results;
        this.baseline = baseline;
        this.folder = folder;
        // No child process outlives this one.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
    }

    /**
     * Runs tables.
     *
     * @param args names of tables, all, report or baseline; --smoke or --large
     */
    public static void main(String[] args) throws Exception {
        List<String> names = new ArrayList<>(List.of(args));
        Scale scale = names.remove("--smoke") ? Scale.SMOKE : names.remove("--large") ? Scale.LARGE : Scale.NORMAL;
        Path folder = Script.PROJECT.resolve("benchmarks");
        Benchmarks benchmarks =
                new Benchmarks(scale, folder.resolve("target/results"), folder.resolve("baseline"), folder);
        for (String name : names) {
            switch (name) {
                case "all" -> benchmarks.runAll();
                case "report" -> benchmarks.report();
                case "baseline" -> benchmarks.copyToBaseline();
                default -> benchmarks.run(named(name));
            }
        }
        System.exit(0); // Some clients leave threads behind.
    }

    private static Table named(String name) {
        return TABLES.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no table " + name));
    }

    /** Runs every table, even if one fails. The report says which tables are missing. */
    void runAll() throws Exception {
        List<String> failed = new ArrayList<>();
        for (Table table : TABLES) {
            try {
                run(table);
            } catch (Exception e) {
                e.printStackTrace(OUT);
                failed.add(table.name());
            }
        }
        report();
        if (!failed.isEmpty()) {
            throw new IllegalStateException("These tables failed: " + failed);
        }
    }

    private void run(Table table) throws Exception {
        long start = System.nanoTime();
        Files.deleteIfExists(file(results, table));
        Session session = new Session(scale);
        table.measurement().run(session);
        Results measured = session.results();
        measured.write(file(results, table));
        OUT.print(Report.text(table, measured));
        OUT.printf("%d seconds%n", (System.nanoTime() - start) / 1_000_000_000);
    }

    private static Path file(Path folder, Table table) {
        return folder.resolve(table.name() + ".jsonl");
    }

    private void report() throws IOException {
        new Report(results, baseline, folder).write(TABLES, LocalDate.now(ZoneOffset.UTC));
        OUT.println("\nWrote " + folder.resolve("REPORT.md"));
    }

    /** Later reports compare with this run. */
    private void copyToBaseline() throws IOException {
        for (Table table : TABLES) {
            if (Files.exists(file(results, table))) {
                Files.copy(file(results, table), file(baseline, table), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
