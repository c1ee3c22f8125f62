package io.github.segments4j.benchmarks;

import com.google.common.io.Closer;
import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.benchmarks.peers.Child;
import io.github.segments4j.benchmarks.peers.SandboxProcess;
import io.github.segments4j.benchmarks.peers.SegmentsCommand;
import io.github.segments4j.benchmarks.peers.SegmentsLister;
import io.github.segments4j.benchmarks.peers.Target;
import io.github.segments4j.benchmarks.report.Figures;
import io.github.segments4j.benchmarks.report.Measure;
import io.github.segments4j.benchmarks.report.Session;
import io.github.segments4j.benchmarks.report.Session.Trial;
import io.github.segments4j.benchmarks.report.Table;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Do the cost of a row and the memory stay the same however many rows there are? */
final class GrowthTable {
    private static final String METHOD = """
            The client lists without a rate limit. The command exports within the limit, which takes a second for 10,000
            rows. Both read pages of 1,000 with `-Xmx32m`, from a sandbox in a process of its own. *Live heap* is what
            the garbage collector leaves in the middle of the last page. The time of a row is that of a second listing in
            the same JVM. `--large` adds 10,000,000 rows, which take 20 minutes.
            """;

    private static final String CLIENT = Table.OURS + ", client";
    private static final String EXPORT = Table.OURS + ", export";
    private static final String SANDBOX = Table.OURS + ", sandbox";
    private static final List<String> HEAP = List.of("-Xmx32m");
    private static final int PAGE_SIZE = 1_000;

    static final Table TABLE = Table.of("growth", "Growth", METHOD, GrowthTable::run)
            .atMost(
                    2,
                    "MB of live heap that the client needs more for the most rows than for the fewest",
                    figures -> figures.median(most(figures), CLIENT, Measure.LIVE_HEAP)
                            - figures.median(setting(1_000), CLIENT, Measure.LIVE_HEAP))
            .atMost(
                    1.3,
                    "the client's time for a row, with the most rows relative to 100,000 rows",
                    figures -> figures.median(most(figures), CLIENT, Measure.NANOS_PER_ROW)
                            / figures.median(setting(100_000), CLIENT, Measure.NANOS_PER_ROW));

    private GrowthTable() {}

    private static String setting(int rows) {
        return String.format(Locale.ROOT, "%,d rows", rows);
    }

    private static String most(Figures figures) {
        return figures.settings().get(figures.settings().size() - 1);
    }

    private static void run(Session session) throws Exception {
        List<Integer> sizes = new ArrayList<>(session.pick(List.of(2_000), List.of(1_000, 10_000, 100_000, 1_000_000)));
        if (session.isLarge()) {
            sizes.add(10_000_000);
        }
        try (Closer closer = Closer.create()) {
            List<Trial> exports = new ArrayList<>();
            for (int rows : sizes) {
                long start = System.nanoTime();
                SandboxProcess sandbox = closer.register(SandboxProcess.ofRows(rows));
                session.add(setting(rows), SANDBOX, Measure.START_MILLIS, (System.nanoTime() - start) / 1e6);
                Target target = sandbox.target();
                Trial listing = new Trial(setting(rows), CLIENT, () -> Child.call(HEAP, () -> list(rows, target)));
                session.together(List.of(listing));
                double megabytes = sandbox.child().residentMegabytes();
                session.add(setting(rows), SANDBOX, Measure.RESIDENT_MEMORY, megabytes);
                exports.add(new Trial(setting(rows), EXPORT, () -> export(target)));
            }
            session.together(exports);
        }
    }

    /** Runs in a process with a small heap. */
    private static EnumMap<Measure, Double> list(int rows, Target target) throws IOException {
        try (SegmentsClient client = SegmentsLister.unlimited(target).build()) {
            liveHeap(client, rows);
            long start = System.nanoTime();
            double live = liveHeap(client, rows);
            double nanos = System.nanoTime() - start;
            return new EnumMap<>(Map.of(
                    Measure.NANOS_PER_ROW, nanos / rows,
                    Measure.LIVE_HEAP, live / 1e6,
                    Measure.PEAK_MEMORY, Child.peakMegabytes(ProcessHandle.current())));
        }
    }

    private static long liveHeap(SegmentsClient client, int rows) {
        long live = 0;
        int got = 0;
        for (var segment : client.list(ListOptions.pageSize(PAGE_SIZE))) {
            got += segment.id().isEmpty() ? 0 : 1;
            if (got == rows - 1) {
                System.gc();
                live = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            }
        }
        return live;
    }

    private static Map<Measure, Double> export(Target target) throws Exception {
        ProcessBuilder command = SegmentsCommand.jar(
                System.getProperty("java.home"), target, HEAP, "export", "--quiet", "--page-size", "1000");
        double peak = Double.NaN;
        try (Child child = Child.start(command.redirectOutput(ProcessBuilder.Redirect.DISCARD))) {
            while (!child.process().waitFor(20, TimeUnit.MILLISECONDS)) {
                double now = Child.peakMegabytes(child.process().toHandle());
                peak = Double.isNaN(now) ? peak : now;
            }
            if (child.process().exitValue() != 0) {
                throw new IOException("The export failed");
            }
        }
        return Map.of(Measure.PEAK_MEMORY, peak);
    }
}
