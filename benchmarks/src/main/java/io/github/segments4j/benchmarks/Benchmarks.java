package io.github.segments4j.benchmarks;

import io.github.segments4j.benchmarks.report.Report;
import io.github.segments4j.benchmarks.report.Results;
import io.github.segments4j.benchmarks.report.Session;
import io.github.segments4j.benchmarks.report.Session.Scale;
import io.github.segments4j.benchmarks.report.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runs tables, prints them, keeps their raw data, and writes the report. */
public final class Benchmarks {
    private static final PrintStream OUT = System.out;

    static final Map<String, Session.Measurement> TABLES = new LinkedHashMap<>();

    static {
        TABLES.put("throughput", Listings::throughput);
        TABLES.put("page-cost", PageCost::run);
        TABLES.put("conduct", Faults::conduct);
        TABLES.put("rate-limit", Limits::rateLimit);
        TABLES.put("processes", Limits::processes);
        TABLES.put("outages", Outages::run);
        TABLES.put("pace", Pacing::run);
        TABLES.put("recovery", Faults::recovery);
        TABLES.put("command-line", Commands::run);
        TABLES.put("growth", Listings::growth);
        TABLES.put("read-ahead", Listings::readAhead);
        TABLES.put("sandbox", Servers::sandbox);
        TABLES.put("snapshot", Servers::snapshot);
    }

    private final Scale scale;
    private final Report report;

    Benchmarks(Scale scale, Report report) {
        this.scale = scale;
        this.report = report;
        // No child process outlives this one.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
    }

    /**
     * Runs tables.
     *
     * @param args names of tables, all or report; --smoke or --large
     */
    public static void main(String[] args) throws Exception {
        List<String> names = new ArrayList<>(List.of(args));
        Scale scale = names.remove("--smoke") ? Scale.SMOKE : names.remove("--large") ? Scale.LARGE : Scale.NORMAL;
        Path folder = Script.PROJECT.resolve("benchmarks");
        Report report = new Report(folder.resolve("target/results"), folder.resolve("baseline"), folder);
        Benchmarks benchmarks = new Benchmarks(scale, report);
        for (String name : names) {
            switch (name) {
                case "all" -> benchmarks.runAll();
                case "report" -> benchmarks.writeReport();
                default -> benchmarks.run(name);
            }
        }
        System.exit(0); // Some clients leave threads behind.
    }

    /** Runs every table, even if one fails. The report says which tables are missing. */
    void runAll() throws Exception {
        List<String> failed = new ArrayList<>();
        for (String name : TABLES.keySet()) {
            try {
                run(name);
            } catch (Exception e) {
                e.printStackTrace(OUT);
                failed.add(name);
            }
        }
        writeReport();
        if (!failed.isEmpty()) {
            throw new IllegalStateException("These tables failed: " + failed);
        }
    }

    private void run(String name) throws Exception {
        Table table = Table.named(name);
        OUT.println("\n" + table.title() + "\n" + table.method() + "\n");
        Files.deleteIfExists(Report.file(report.results(), name));
        Session session = new Session(scale);
        Objects.requireNonNull(TABLES.get(name)).run(session);
        Results results = session.results();
        results.write(Report.file(report.results(), name));
        OUT.print(results.text());
        for (List<String> promise : results.outcomes(table)) {
            OUT.printf("%s. Measured: %s. Kept: %s%n", promise.toArray());
        }
    }

    private void writeReport() throws IOException {
        report.write(TABLES.keySet(), LocalDate.now(ZoneOffset.UTC));
        OUT.println("\nWrote " + report.folder().resolve("REPORT.md"));
    }
}
