package io.github.segments4j.benchmarks;

import static io.github.segments4j.benchmarks.report.Figures.medianOf;

import com.google.common.io.Closer;
import io.github.segments4j.RateLimiter;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.benchmarks.peers.Lister;
import io.github.segments4j.benchmarks.peers.ListingProcess;
import io.github.segments4j.benchmarks.peers.SegmentsLister;
import io.github.segments4j.benchmarks.peers.Target;
import io.github.segments4j.benchmarks.report.Measure;
import io.github.segments4j.benchmarks.report.Session;
import io.github.segments4j.benchmarks.report.Session.Trial;
import io.github.segments4j.benchmarks.report.Table;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** How do several processes share one quota, when each has a client that knows nothing of the others? */
final class ProcessesTable {
    private static final String METHOD = """
            Each process lists 100 pages as fast as 10 requests a second for all of them allow. The groups of processes
            run at the same time, each on a quota of its own. One more process measures the CPU in a JVM that has
            finished compiling, as in a service that runs for long: it lists 300 pages at the limit, after 16,000 pages
            at 1,000 a second.
            """;

    private static final String SHARED = "100 pages each";
    private static final String WARM = "the JVM warm";
    private static final Group ONE = new Group(1, 1);
    private static final Group FOUR = new Group(4, 1);
    private static final Group FOUR_OF_FOUR = new Group(4, 4);

    static final Table TABLE = Table.of("processes", "Several processes on one quota", METHOD, ProcessesTable::run)
            .atMost(0, "pages missing, 4 processes", medianOf(SHARED, FOUR.who(), Measure.MISSING))
            .atMost(
                    0.1,
                    "refused for each page, " + FOUR_OF_FOUR.who(),
                    medianOf(SHARED, FOUR_OF_FOUR.who(), Measure.REFUSED_PER_PAGE))
            .atMost(
                    2,
                    "slowest relative to fastest, 4 processes",
                    medianOf(SHARED, FOUR.who(), Measure.SLOWEST_TO_FASTEST))
            .atMost(
                    1,
                    "% of a core for a listing at the limit, the JVM warm",
                    medianOf(WARM, ONE.who(), Measure.CPU_SHARE));

    private ProcessesTable() {}

    /** Processes that share a quota, with some listings at the same time in each. */
    private record Group(int processes, int listings) {
        String who() {
            return Table.OURS + ", " + processes + (processes == 1 ? " process" : " processes")
                    + (listings == 1 ? "" : " of " + listings + " listings each");
        }
    }

    private static void run(Session session) throws Exception {
        int pages = session.pick(4, 100);
        List<Group> groups = session.pick(
                List.of(new Group(2, 2)), List.of(ONE, new Group(2, 1), FOUR, new Group(8, 1), FOUR_OF_FOUR));
        CyclicBarrier start = new CyclicBarrier(groups.size());
        try (Sandbox unlimited = Target.sandbox(100).start()) {
            Target warmUp = Target.of(unlimited);
            List<Trial> trials = groups.stream()
                    .map(group -> new Trial(SHARED, group.who(), () -> share(group, pages, warmUp, start)))
                    .toList();
            session.together(trials);
        }
        try (Sandbox warmUp = Target.sandbox(session.pick(1, 16_000) * 100).start();
                Sandbox sandbox = Target.sandbox(session.pick(2, 300) * 100).start()) {
            session.add(WARM, ONE.who(), Measure.CPU_SHARE, percentOfCore(Target.of(warmUp), Target.of(sandbox)));
        }
    }

    private static Map<Measure, Double> share(Group group, int pages, Target warmUp, CyclicBarrier start)
            throws Exception {
        int listings = group.listings();
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Sandbox sandbox =
                        Sandbox.builder().segments(pages / listings * 100).start();
                Closer closer = Closer.create()) {
            Target target = Target.of(sandbox);
            List<ListingProcess> processes = new ArrayList<>();
            for (int i = 0; i < group.processes(); i++) {
                processes.add(closer.register(
                        ListingProcess.java(group.who(), List.of(), () -> several(warmUp, target, listings))));
            }
            for (ListingProcess process : processes) {
                process.awaitReady();
            }
            start.await(1, TimeUnit.MINUTES);
            List<Callable<Double>> running = new ArrayList<>();
            for (ListingProcess process : processes) {
                running.add(() -> process.measure(100).nanos() / 1e9);
            }
            DoubleSummaryStatistics seconds = new DoubleSummaryStatistics();
            for (Future<Double> process : threads.invokeAll(running)) {
                seconds.accept(process.get());
            }
            double got = count(sandbox, 200);
            return Map.of(
                    Measure.MISSING, group.processes() * pages - got,
                    Measure.REFUSED_PER_PAGE, count(sandbox, 429) / got,
                    Measure.SHARE_OF_LIMIT, 100 * got / seconds.getMax() / 10,
                    Measure.SECONDS, seconds.getMax(),
                    Measure.SLOWEST_TO_FASTEST, seconds.getMax() / seconds.getMin());
        } finally {
            threads.shutdownNow();
        }
    }

    private static double count(Sandbox sandbox, int status) {
        return sandbox.requests()
                .matching(request -> request.status() == status)
                .all()
                .size();
    }

    /** Lists several times at once, in a process whose client has asked another sandbox once. */
    private static Lister several(Target warmUp, Target target, int listings) {
        new SegmentsLister(warmUp).page(1, null);
        SegmentsLister lister = new SegmentsLister(target);
        return pageSize -> IntStream.range(0, listings)
                .parallel()
                .mapToLong(listing -> lister.list(pageSize))
                .sum();
    }

    /** The CPU of a client at the limit, in a JVM that has compiled its code. */
    private static double percentOfCore(Target warmUp, Target target) throws IOException {
        try (ListingProcess process = ListingProcess.java(ONE.who(), List.of(), () -> {
            SegmentsClient.Builder fast = SegmentsLister.builder(warmUp).rateLimiter(RateLimiter.perSecond(1_000));
            new SegmentsLister(fast).list(100);
            return new SegmentsLister(target);
        })) {
            process.awaitReady();
            ListingProcess.Cost cost = process.measure(100);
            return 100 * cost.cpuNanos() / cost.nanos();
        }
    }
}
