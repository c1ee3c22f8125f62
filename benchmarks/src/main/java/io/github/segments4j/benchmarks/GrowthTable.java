package io.github.segments4j.benchmarks;

import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.model.Segment;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether what one row costs, and what memory is needed, stays the same however many rows there are. */
final class GrowthTable implements Table {
    private static final int PAGE_SIZE = 1_000;
    private static final String CLIENT = Figure.OURS + ", client";
    private static final String EXPORT = Figure.OURS + ", export";
    private static final String SANDBOX = Figure.OURS + ", sandbox";

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String title() {
        return "Growth";
    }

    @Override
    public String method() {
        return "Listed by a client without a rate limit and exported to a file by the command within the limit, which"
                + " takes a second for 10,000 rows, both in pages of 1,000 and with `-Xmx32m`; the sandbox is the one that"
                + " they ask. *Live heap* is what the collector leaves in the middle of the last page; time and CPU are those"
                + " of the whole process, start and all, for the export, and of a second listing for the client."
                + " `--large` adds 10,000,000 rows, which take 20 minutes.";
    }

    @Override
    public void run(Scale scale, Results results) throws Exception {
        List<Integer> sizes = new ArrayList<>(scale.pick(List.of(2_000), List.of(1_000, 10_000, 100_000, 1_000_000)));
        if (scale == Scale.LARGE) {
            sizes.add(10_000_000);
        }
        Path folder = Files.createTempDirectory("export");
        List<SandboxProcess> sandboxes = new ArrayList<>();
        List<Export> exports = new ArrayList<>();
        try {
            for (int rows : sizes) {
                long start = System.nanoTime();
                SandboxProcess sandbox = new SandboxProcess(List.of(rows));
                results.add(setting(rows), SANDBOX, Measure.START_MILLIS, (System.nanoTime() - start) / 1e6);
                sandboxes.add(sandbox);
                client(rows, sandbox.tenant(0), results);
                add(results, rows, SANDBOX, Measure.RESIDENT_MEMORY, sandbox.residentKilobytes());
            }
            if (CommandLine.isBuilt()) {
                for (int i = 0; i < sizes.size(); i++) {
                    exports.add(new Export(sizes.get(i), sandboxes.get(i).tenant(0), folder));
                }
                for (Export export : exports) {
                    export.add(results);
                }
            } else {
                results.remark("The command is not built.");
            }
        } finally {
            exports.forEach(Export::close);
            sandboxes.forEach(SandboxProcess::close);
            Files.delete(folder);
        }
    }

    private static String setting(int rows) {
        return String.format(Locale.ROOT, "%,d rows", rows);
    }

    private static void client(int rows, Target target, Results results) throws IOException, InterruptedException {
        ChildJvm.run(
                results,
                List.of("-Xmx32m"),
                Listing.class,
                setting(rows),
                target.baseUrl(),
                target.tenant(),
                target.accessToken(),
                Integer.toString(rows));
    }

    private static void add(Results results, int rows, String who, Measure measure, long kilobytes) {
        if (kilobytes != ResidentMemory.UNKNOWN) {
            results.add(setting(rows), who, measure, kilobytes / 1024.0);
        }
    }

    /** The command in a process of its own, watched until its end. */
    private static final class Export implements AutoCloseable {
        private final int rows;
        private final Path file;
        private final Process process;
        private final Thread watch;
        private long peakKilobytes = ResidentMemory.UNKNOWN;
        private Duration cpu = Duration.ZERO;

        Export(int rows, Target target, Path folder) throws IOException {
            this.rows = rows;
            file = folder.resolve(rows + ".csv");
            process = CommandLine.plain(
                            target,
                            List.of("-Xmx32m"),
                            "export",
                            "--quiet",
                            "--page-size",
                            Integer.toString(PAGE_SIZE),
                            "--output",
                            file.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            watch = new Thread(this::watch, "watch");
            watch.start();
        }

        private void watch() {
            try {
                while (process.isAlive()) {
                    peakKilobytes = Math.max(peakKilobytes, ResidentMemory.peakKilobytes(process.pid()));
                    process.info().totalCpuDuration().ifPresent(spent -> cpu = spent);
                    Thread.sleep(20);
                }
            } catch (IOException | InterruptedException e) {
                // It has ended between two looks.
            }
        }

        void add(Results results) throws IOException, InterruptedException {
            int code = process.waitFor();
            watch.join();
            long lines;
            try (var all = Files.lines(file)) {
                lines = all.count();
            }
            if (code != 0 || lines < rows) {
                throw new IllegalStateException("The export ended with " + code + " after " + lines);
            }
            results.add(setting(rows), EXPORT, Measure.CPU_NANOS_PER_ROW, cpu.toNanos() / (double) rows);
            GrowthTable.add(results, rows, EXPORT, Measure.PEAK_MEMORY, peakKilobytes);
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public List<Promise> promises(Medians figures) {
        List<String> settings = new ArrayList<>(figures.settings());
        String most = settings.get(settings.size() - 1);
        String fewer = settings.get(0);
        return List.of(
                Promise.atMost(
                        "MB of live heap more at " + most + " than at " + fewer + ", client: at most 2",
                        2,
                        figures.median(most, CLIENT, Measure.LIVE_HEAP)
                                - figures.median(fewer, CLIENT, Measure.LIVE_HEAP)),
                Promise.atMost(
                        "time for a row at " + most + " of that at 100,000 rows, client: at most 1.3",
                        1.3,
                        figures.median(most, CLIENT, Measure.NANOS_PER_ROW)
                                / figures.median(setting(100_000), CLIENT, Measure.NANOS_PER_ROW)));
    }

    /** A process with a small heap. It prints figures. */
    static final class Listing {
        private Listing() {}

        public static void main(String[] args) throws IOException {
            int rows = Integer.parseInt(args[4]);
            try (SegmentsClient client = SegmentsClient.builder()
                    .baseUrl(args[1])
                    .tenant(args[2])
                    .accessToken(args[3])
                    .rateLimiter(new Unlimited())
                    .build()) {
                list(client, rows);
                long start = System.nanoTime();
                long live = list(client, rows);
                long nanos = System.nanoTime() - start;
                print(args[0], Measure.NANOS_PER_ROW, nanos / (double) rows);
                print(args[0], Measure.LIVE_HEAP, live / 1e6);
                long peak = ResidentMemory.peakKilobytes(ProcessHandle.current().pid());
                if (peak != ResidentMemory.UNKNOWN) {
                    print(args[0], Measure.PEAK_MEMORY, peak / 1024.0);
                }
            }
        }

        private static void print(String setting, Measure measure, double value) {
            System.out.println(Results.line(setting, CLIENT, measure, value));
        }

        /** The bytes that are live before the last row. */
        private static long list(SegmentsClient client, int rows) {
            long live = 0;
            int got = 0;
            for (Segment segment : client.list(ListOptions.pageSize(PAGE_SIZE))) {
                got += segment.id().isEmpty() ? 0 : 1;
                if (got == rows - 1) {
                    System.gc();
                    live = ManagementFactory.getMemoryMXBean()
                            .getHeapMemoryUsage()
                            .getUsed();
                }
            }
            if (got != rows) {
                throw new IllegalStateException(got + " rows came, not " + rows);
            }
            return live;
        }
    }
}
