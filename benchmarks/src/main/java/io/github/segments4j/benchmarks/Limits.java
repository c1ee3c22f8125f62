package io.github.segments4j.benchmarks;

import static io.github.segments4j.benchmarks.report.Table.OURS;

import com.google.common.io.Closer;
import io.github.segments4j.RateLimiter;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.benchmarks.report.Measure;
import io.github.segments4j.benchmarks.report.Session;
import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.RequestLog;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Listings within a rate limit: how well limiters keep to it, and how processes share it. */
final class Limits {
    private static final String SHARED = "100 pages each";
    private static final String WARM = "the JVM warm";
    private static final Group ONE = new Group(1, 1);
    private static final Group FOUR = new Group(4, 1);
    private static final Group FOUR_OF_FOUR = new Group(4, 4);

    /** Processes that share a quota, with some listings at the same time in each. */
    private record Group(int processes, int listings) {
        String who() {
            return OURS + ", " + processes + (processes == 1 ? " process" : " processes")
                    + (listings == 1 ? "" : " of " + listings + " listings each");
        }
    }

    static void rateLimit(Session session) throws Exception {
        int seconds = session.pick(1, 30);
        for (Limit limit : session.pick(List.of(Limit.SLIDING), List.of(Limit.values()))) {
            String kind = limit.name().toLowerCase(Locale.ROOT);
            session.trial(kind, OURS, () -> ask(limit, SegmentsLister::new, seconds));
            for (LimiterLibrary library : LimiterLibrary.values()) {
                session.trial(kind, library.who(), () -> ask(limit, library::limited, seconds));
            }
        }
        session.together();
        int pages = session.pick(2, 100);
        String setting = "a listing of " + pages + " pages, sliding";
        session.trial(setting, OURS, () -> list(SegmentsLister::new, pages));
        for (Script dlt : session.pick(List.<Script>of(), Script.installed(session, Script.DLT))) {
            session.trial(
                    setting,
                    dlt.who(),
                    () -> list(target -> dlt.start(target, Map.of()).awaitReady(), pages));
        }
        session.together();
    }

    private static Map<Measure, Double> ask(Limit limit, Function<Target, Lister.OfPages> opener, int seconds)
            throws Exception {
        try (Sandbox sandbox = Sandbox.builder().rateLimit(limit).start();
                Relay relay = new Relay(sandbox.port(), 30);
                Lister.OfPages lister = opener.apply(Target.of(sandbox).at(relay.baseUrl("http")))) {
            // The contenders do not open their connections at the same moment.
            Thread.sleep(ThreadLocalRandom.current().nextInt(300 * seconds));
            Instant start = Instant.now();
            Queue<Double> pages = new ConcurrentLinkedQueue<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                threads.add(new Thread(() -> ask(lister, start, seconds, pages)));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            List<Double> times =
                    pages.stream().filter(time -> time < seconds).sorted().toList();
            RequestLog settled = sandbox.requests().matching(request -> seconds(start, request.at()) > 10);
            return Map.of(
                    Measure.REFUSED,
                    answered(sandbox.requests(), 429),
                    Measure.REFUSED_SETTLED,
                    100 * answered(settled, 429) / settled.all().size(),
                    Measure.SHARE_OF_LIMIT,
                    100.0 * times.size() / seconds / 10,
                    Measure.FIRST_5,
                    times.size() < 5 ? Double.NaN : times.get(4),
                    Measure.FIRST_10,
                    times.size() < 10 ? Double.NaN : times.get(9),
                    Measure.FIRST_20,
                    times.size() < 20 ? Double.NaN : times.get(19));
        }
    }

    private static void ask(Lister.OfPages lister, Instant start, int seconds, Queue<Double> pages) {
        while (seconds(start, Instant.now()) < seconds) {
            try {
                lister.page(100, null);
                pages.add(seconds(start, Instant.now()));
            } catch (Exception refused) {
                // The sandbox counts the refusals.
            }
        }
    }

    private static Map<Measure, Double> list(Lister.Opener opener, int pages) throws Exception {
        try (Sandbox sandbox = Sandbox.builder().segments(pages * 100).start();
                Lister lister = opener.open(Target.of(sandbox))) {
            long rows = lister.list(100);
            List<RequestLog.Entry> requests = sandbox.requests().all();
            return Map.of(
                    Measure.PAGES, rows / 100.0,
                    Measure.SECONDS,
                            seconds(
                                    requests.get(0).at(),
                                    requests.get(requests.size() - 1).at()),
                    Measure.REFUSED, answered(sandbox.requests(), 429));
        }
    }

    private static double answered(RequestLog requests, int status) {
        return requests.matching(request -> request.status() == status).all().size();
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }

    static void processes(Session session) throws Exception {
        int pages = session.pick(4, 100);
        List<Group> groups = session.pick(
                List.of(new Group(2, 2)), List.of(ONE, new Group(2, 1), FOUR, new Group(8, 1), FOUR_OF_FOUR));
        CyclicBarrier start = new CyclicBarrier(groups.size());
        try (Sandbox unlimited = Target.sandbox(100).start()) {
            Target warmUp = Target.of(unlimited);
            groups.forEach(group -> session.trial(SHARED, group.who(), () -> share(group, pages, warmUp, start)));
            session.together();
        }
        try (Sandbox warmUp = Target.sandbox(session.pick(1, 16_000) * 100).start();
                Sandbox sandbox = Target.sandbox(session.pick(2, 300) * 100).start()) {
            session.add(WARM, ONE.who(), Measure.CPU_SHARE, percentOfCore(Target.of(warmUp), Target.of(sandbox)));
        }
    }

    private static Map<Measure, Double> share(Group group, int pages, Target warmUp, CyclicBarrier start)
            throws Exception {
        int listings = group.listings();
        try (Sandbox sandbox =
                        Sandbox.builder().segments(pages / listings * 100).start();
                Closer closer = Closer.create()) {
            Target target = Target.of(sandbox);
            List<ListingProcess> processes = new ArrayList<>();
            for (int i = 0; i < group.processes(); i++) {
                ListingProcess.Task task = () -> several(warmUp, target, listings);
                processes.add(closer.register(ListingProcess.java(group.who(), List.of(), task)));
            }
            for (ListingProcess process : processes) {
                process.awaitReady();
            }
            start.await(1, TimeUnit.MINUTES);
            for (ListingProcess process : processes) {
                process.start(100);
            }
            DoubleSummaryStatistics seconds = new DoubleSummaryStatistics();
            for (ListingProcess process : processes) {
                seconds.accept(process.await().nanos() / 1e9);
            }
            double got = answered(sandbox.requests(), 200);
            return Map.of(
                    Measure.MISSING, group.processes() * pages - got,
                    Measure.REFUSED_PER_PAGE, answered(sandbox.requests(), 429) / got,
                    Measure.SHARE_OF_LIMIT, 100 * got / seconds.getMax() / 10,
                    Measure.SECONDS, seconds.getMax(),
                    Measure.SLOWEST_TO_FASTEST, seconds.getMax() / seconds.getMin());
        }
    }

    /** Lists several times at once, in a process whose client has asked another sandbox once. */
    private static Lister several(Target warmUp, Target target, int listings) {
        new SegmentsLister(warmUp).page(1, null);
        SegmentsLister lister = new SegmentsLister(target);
        return pageSize -> {
            ExecutorService threads = Executors.newFixedThreadPool(listings);
            threads.invokeAll(Collections.nCopies(listings, () -> lister.list(pageSize)));
            threads.shutdown();
            return 0; // The sandbox counts the pages.
        };
    }

    /** The CPU of a client at the limit, in a JVM that has compiled its code. */
    private static double percentOfCore(Target warmUp, Target target) throws IOException {
        ListingProcess.Task task = () -> {
            SegmentsClient.Builder fast = SegmentsLister.builder(warmUp).rateLimiter(RateLimiter.perSecond(1_000));
            new SegmentsLister(fast).list(100);
            return new SegmentsLister(target);
        };
        try (ListingProcess process =
                ListingProcess.java(ONE.who(), List.of(), task).awaitReady()) {
            ListingProcess.Cost cost = process.measure(100);
            return 100 * cost.cpuNanos() / cost.nanos();
        }
    }
}
