package io.github.segments4j.benchmarks;

import static io.github.segments4j.benchmarks.report.Table.OURS;

import com.google.common.io.Closer;
import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.benchmarks.report.Figures;
import io.github.segments4j.benchmarks.report.Measure;
import io.github.segments4j.benchmarks.report.Session;
import io.github.segments4j.sandbox.Fault;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Listings without a rate limit: how fast they are, how they grow, and what reading ahead gains. */
final class Listings {
    private static final String CLIENT = OURS + ", client";
    private static final List<String> SMALL_HEAP = List.of("-Xmx32m");
    private static final String SLOW = "30 pages of 200 ms";

    static void throughput(Session session) throws Exception {
        int rows = session.pick(400, 1_000_000);
        int fewerRows = session.pick(100, 100_000);
        List<String> options = session.pick(List.of("-XX:TieredStopAtLevel=1"), SMALL_HEAP);
        try (Closer closer = Closer.create();
                SandboxProcess large = SandboxProcess.ofRows(rows);
                SandboxProcess small = SandboxProcess.ofRows(fewerRows)) {
            List<ListingProcess> clients = new ArrayList<>();
            Target target = large.target();
            for (JavaClient client : JavaClient.values()) {
                clients.add(closer.register(ListingProcess.java(client.who(), options, () -> client.open(target))));
            }
            Script[] scripts = {Script.DOCUMENTED, Script.PYTHON, Script.SESSION, Script.NODE};
            for (Script script : Script.installed(session, scripts)) {
                clients.add(closer.register(script.start(small.target(), Map.of())));
            }
            for (ListingProcess client : clients) {
                client.awaitReady();
            }
            for (int pageSize : session.pick(List.of(100), List.of(100, 1_000))) {
                clients.forEach(
                        client -> session.trial("pages of " + pageSize, client.who(), () -> list(client, pageSize)));
                session.inTurns(session.pick(0, 2), session.pick(1, 3));
            }
        }
    }

    private static Map<Measure, Double> list(ListingProcess client, int pageSize) throws IOException {
        ListingProcess.Cost cost = client.measure(pageSize);
        double pages = cost.rows() / (double) pageSize;
        return Map.of(
                Measure.ROWS_PER_SECOND, cost.rows() * 1e9 / cost.nanos(),
                Measure.CPU_PER_PAGE, cost.cpuNanos() / pages / 1e3,
                Measure.ALLOCATED_PER_PAGE, cost.bytes() / pages / 1e3,
                Measure.PEAK_MEMORY,
                        Child.peakMegabytes(client.child().process().pid()));
    }

    static void growth(Session session) throws Exception {
        List<Integer> sizes = new ArrayList<>(session.pick(List.of(2_000), List.of(1_000, 10_000, 100_000, 1_000_000)));
        if (session.isLarge()) {
            sizes.add(10_000_000);
        }
        try (Closer closer = Closer.create()) {
            for (int rows : sizes) {
                SandboxProcess sandbox = closer.register(SandboxProcess.ofRows(rows));
                Target target = sandbox.target();
                session.trial(rows(rows), CLIENT, () -> Child.call(SMALL_HEAP, () -> list(target, rows)));
                session.trial(
                        rows(rows),
                        OURS + ", sandbox",
                        () -> Map.of(Measure.RESIDENT_MEMORY, sandbox.child().residentMegabytes()));
            }
            session.inTurns(0, 1);
            compare(session, rows(sizes.get(sizes.size() - 1)));
        }
    }

    private static void compare(Session session, String mostRows) {
        Figures figures = session.figures();
        double heap = figures.median(mostRows, CLIENT, Measure.LIVE_HEAP);
        double nanos = figures.median(mostRows, CLIENT, Measure.NANOS_PER_ROW);
        double fewHeap = figures.median(rows(1_000), CLIENT, Measure.LIVE_HEAP);
        double fewNanos = figures.median(rows(100_000), CLIENT, Measure.NANOS_PER_ROW);
        session.add("the most rows", CLIENT, Measure.MORE_HEAP, heap - fewHeap);
        session.add("the most rows", CLIENT, Measure.RELATIVE_TIME, nanos / fewNanos);
    }

    private static String rows(int rows) {
        return String.format(Locale.ROOT, "%,d rows", rows);
    }

    /** Lists twice, in a process with a small heap. */
    private static EnumMap<Measure, Double> list(Target target, int rows) throws IOException {
        try (SegmentsClient client = SegmentsLister.unlimited(target).build()) {
            liveHeap(client, rows);
            long start = System.nanoTime();
            double live = liveHeap(client, rows);
            double nanos = System.nanoTime() - start;
            return new EnumMap<>(Map.of(
                    Measure.NANOS_PER_ROW, nanos / rows,
                    Measure.LIVE_HEAP, live / 1e6,
                    Measure.PEAK_MEMORY,
                            Child.peakMegabytes(ProcessHandle.current().pid())));
        }
    }

    /** Collects the garbage in the middle of the last page. */
    private static long liveHeap(SegmentsClient client, int rows) {
        long live = 0;
        int got = 0;
        for (var segment : client.list(ListOptions.pageSize(1_000))) {
            got += segment.id().isEmpty() ? 0 : 1;
            if (got == rows - 1) {
                System.gc();
                live = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            }
        }
        return live;
    }

    static void readAhead(Session session) throws Exception {
        int pages = session.pick(3, 30);
        Duration each = session.pick(Duration.ofMillis(10), Duration.ofMillis(200));
        double without = seconds(pages, each, 0);
        for (int ahead = 0; ahead <= 2; ahead++) {
            double seconds = ahead == 0 ? without : seconds(pages, each, ahead);
            session.add(SLOW, ahead(ahead), Measure.SECONDS, seconds);
            session.add(SLOW, ahead(ahead), Measure.SPEED_UP, without / seconds);
        }
    }

    private static String ahead(int pages) {
        return OURS + ", " + pages + " ahead";
    }

    private static double seconds(int pages, Duration each, int ahead) throws InterruptedException {
        ListOptions options = ListOptions.pageSize(100).withReadAhead(ahead);
        try (Sandbox sandbox = Target.sandbox(pages * 100).start();
                SegmentsClient client =
                        SegmentsLister.unlimited(Target.of(sandbox)).build()) {
            sandbox.faults().always(Fault.latency(each));
            long start = System.nanoTime();
            for (var page : client.list(options).pages()) {
                Thread.sleep(page.data().isEmpty() ? 0 : each.toMillis());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            sandbox.requests().assertPages(pages);
            return seconds;
        }
    }
}
