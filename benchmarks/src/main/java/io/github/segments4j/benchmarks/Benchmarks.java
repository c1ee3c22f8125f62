package io.github.segments4j.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs tables by their names, or all of them, prints what came out and keeps the raw data; makes the report from
 * that.
 */
public final class Benchmarks {
    private static final PrintStream OUT = System.out;

    static final List<Table> TABLES = List.of(
            new ThroughputTable(),
            new PageCostTable(),
            new ConductTable(),
            new LimitTable(),
            new ProcessesTable(),
            new RecoveryTable(),
            new CommandLineTable(),
            new GrowthTable(),
            new ReadAheadTable(),
            new SandboxTable(),
            new SnapshotTable());

    private final Scale scale;
    private final Path results;
    private final Path baseline;
    private final Path report;

    Benchmarks(Scale scale, Path results, Path baseline, Path report) {
        this.scale = scale;
        this.results = results;
        this.baseline = baseline;
        this.report = report;
        // Whatever happens, nothing that was started here goes on.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
    }

    /**
     * Runs tables.
     *
     * @param args names of tables, or all, report or baseline; --smoke or --large
     */
    public static void main(String[] args) throws Exception {
        List<String> names = new ArrayList<>(List.of(args));
        Scale scale = names.remove("--smoke") ? Scale.SMOKE : names.remove("--large") ? Scale.LARGE : Scale.NORMAL;
        Path folder = Script.project().resolve("benchmarks");
        Benchmarks benchmarks =
                new Benchmarks(scale, folder.resolve("target/results"), folder.resolve("baseline"), folder);
        for (String name : names) {
            switch (name) {
                case "all" -> benchmarks.all();
                case "report" -> benchmarks.report();
                case "baseline" -> benchmarks.becomeBaseline();
                default -> benchmarks.run(named(name));
            }
        }
        System.exit(0); // Some of what is measured leaves threads behind.
    }

    private static Table named(String name) {
        Optional<Table> table =
                TABLES.stream().filter(one -> one.name().equals(name)).findFirst();
        return table.orElseThrow(() -> new IllegalArgumentException("There is no table " + name));
    }

    /** One that fails does not keep the others from being measured; the report says that it was not run. */
    void all() throws Exception {
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
        Path file = results.resolve(table.name() + ".jsonl");
        Files.deleteIfExists(file);
        Results measured = new Results(Machine.line(), scale);
        OUT.println("\n" + table.title() + "\n" + measured.machine() + "\n");
        table.run(scale, measured);
        measured.write(file);
        OUT.print(MarkdownTable.of(measured.medians()));
        measured.remarks().forEach(OUT::println);
        if (scale != Scale.SMOKE) {
            table.promises(measured.medians())
                    .forEach(promise -> OUT.println(
                            (promise.isKept() ? "kept: " : "NOT KEPT: ") + promise.says() + ": " + promise.measured()));
        }
        OUT.printf("%d seconds%n", (System.nanoTime() - start) / 1_000_000_000);
    }

    private void report() throws IOException {
        new Report(results, baseline, report).write(TABLES, LocalDate.now(ZoneOffset.UTC));
        OUT.println("\n" + report.resolve("REPORT.md") + " is written");
    }

    /** From now on, reports compare with this run. */
    private void becomeBaseline() throws IOException {
        Files.createDirectories(baseline);
        for (Table table : TABLES) {
            Path file = results.resolve(table.name() + ".jsonl");
            if (Files.exists(file)) {
                Files.write(baseline.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
    }
}
