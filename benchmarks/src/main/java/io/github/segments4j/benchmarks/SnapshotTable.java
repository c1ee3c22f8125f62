package io.github.segments4j.benchmarks;

import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.benchmarks.peers.Child;
import io.github.segments4j.benchmarks.peers.SegmentsLister;
import io.github.segments4j.benchmarks.peers.Target;
import io.github.segments4j.benchmarks.report.Figures;
import io.github.segments4j.benchmarks.report.Measure;
import io.github.segments4j.benchmarks.report.Session;
import io.github.segments4j.benchmarks.report.Table;
import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxSegments;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.concurrent.Semaphore;

/** What does it cost the sandbox that a listing is a snapshot, while its segments change? */
final class SnapshotTable {
    private static final String METHOD = """
            A sandbox of 1,000,000 segments, of which 10,000 are deleted and 10,000 more are added during a listing. The
            sandbox and the client run in one JVM with `-Xmx256m`. A page of 100 is read 1,000 times from the start, the
            middle and the end of a listing, in turns; the table shows the median.
            """;

    private static final String LISTING = "a listing of everything";
    private static final List<String> POSITIONS = List.of("start", "middle", "end");
    private static final int PAGE_SIZE = 1_000;

    static final Table TABLE = Table.of("snapshot", "The sandbox's snapshots", METHOD, SnapshotTable::run)
            .yes(
                    "a listing of 1,000,000 rows shows them as they were at its first page",
                    figures -> figures.median(LISTING, who("during changes"), Measure.SAME_ROWS))
            .atMost(
                    1.2,
                    "time of a snapshot's most expensive page relative to its cheapest, by position",
                    figures -> Math.max(spread(figures, "before"), spread(figures, "after")));

    private final Session session = new Session(Session.Scale.NORMAL);
    private final SegmentsClient client;
    private final SandboxSegments segments;
    private final int changes;
    private final List<String> toDelete = new ArrayList<>();

    /** One permit for each change that may happen. */
    private final Semaphore permits = new Semaphore(0);

    private SnapshotTable(SegmentsClient client, SandboxSegments segments, int changes) {
        this.client = client;
        this.segments = segments;
        this.changes = changes;
    }

    private static String who(String what) {
        return Table.OURS + " sandbox, " + what;
    }

    private static String page(String time) {
        return "a page " + time + " the changes";
    }

    private static double spread(Figures figures, String time) {
        DoubleSummaryStatistics micros = POSITIONS.stream()
                .mapToDouble(position -> figures.median(page(time), who(position), Measure.PAGE_MICROS))
                .summaryStatistics();
        return micros.getMax() / micros.getMin();
    }

    private static void run(Session session) throws Exception {
        int rows = session.pick(2_000, 1_000_000);
        int changes = session.pick(20, 10_000);
        int rounds = session.pick(5, 1_000);
        session.add(Child.call(List.of("-Xmx256m"), () -> figures(rows, changes, rounds)));
    }

    /** Runs in the process with the small heap. */
    private static Figures figures(int rows, int changes, int rounds) throws InterruptedException {
        try (Sandbox sandbox = Target.sandbox(rows).start();
                SegmentsClient client =
                        SegmentsLister.unlimited(Target.of(sandbox)).build()) {
            SnapshotTable table = new SnapshotTable(client, sandbox.segments(), changes);
            long quiet = table.list("quiet");
            table.readPages("before", rounds);
            Thread changing = new Thread(table::change);
            changing.start();
            long during = table.list("during changes");
            changing.join();
            table.session.add(LISTING, who("during changes"), Measure.SAME_ROWS, during == quiet ? 1 : 0);
            table.readPages("after", rounds);
            table.list("after changes");
            return table.session.results().figures();
        }
    }

    /** Lists everything, and permits some changes after each page; returns a hash of the rows. */
    private long list(String name) {
        permits.drainPermits();
        long start = System.nanoTime();
        long hash = 0;
        int rows = 0;
        for (var page : client.list(ListOptions.pageSize(PAGE_SIZE)).pages()) {
            for (var segment : page.data()) {
                hash = 31 * hash + segment.id().hashCode();
                rows++;
                if (rows % (segments.size() / changes) == 0 && toDelete.size() < changes) {
                    toDelete.add(segment.id());
                }
            }
            permits.release(changes * PAGE_SIZE / segments.size());
        }
        session.add(LISTING, who(name), Measure.SECONDS, (System.nanoTime() - start) / 1e9);
        System.gc();
        long live = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        session.add(LISTING, who(name), Measure.LIVE_HEAP, live / 1e6);
        return hash;
    }

    private void change() {
        for (int i = 0; i < changes; i++) {
            permits.acquireUninterruptibly();
            segments.delete(toDelete.get(i));
            segments.add("Added " + i);
        }
    }

    /** Reads the positions in turns, so that a disturbance affects all of them. The first half is the warm-up. */
    private void readPages(String time, int rounds) {
        List<String> tokens = new ArrayList<>();
        for (var page : client.list(ListOptions.pageSize(PAGE_SIZE)).pages()) {
            page.nextToken().ifPresent(tokens::add);
        }
        ListOptions start = ListOptions.pageSize(100);
        ListOptions middle = start.withStartingAt(tokens.get(tokens.size() / 2));
        ListOptions end = start.withStartingAt(tokens.get(tokens.size() - 1));
        long[][] nanos = new long[POSITIONS.size()][rounds];
        for (int round = 0; round < 2 * rounds; round++) {
            int position = 0;
            for (ListOptions page : List.of(start, middle, end)) {
                long asked = System.nanoTime();
                client.page(page);
                nanos[position][round % rounds] = System.nanoTime() - asked;
                position++;
            }
        }
        for (int position = 0; position < nanos.length; position++) {
            Arrays.sort(nanos[position]);
            double median = nanos[position][rounds / 2] / 1e3;
            session.add(page(time), who(POSITIONS.get(position)), Measure.PAGE_MICROS, median);
        }
    }
}
