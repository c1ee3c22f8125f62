package io.github.segments4j.benchmarks;

import static io.github.segments4j.benchmarks.report.Table.OURS;

import com.google.common.io.Closer;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.segments4j.RateLimiter;
import io.github.segments4j.SegmentsClientBuilder;
import io.github.segments4j.benchmarks.report.Measure;
import io.github.segments4j.benchmarks.report.Session;
import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import javax.net.ServerSocketFactory;

/** Listings within a rate limit: how well limiters keep to it, and how processes share it. */
final class Limits {
    private static final String SHARED = "100 pages each";
    private static final String WARM = "the JVM warm";
    private static final Group ONE = new Group(1, 1);

    /** How much later each group starts. The first requests of all JVMs at once would take all cores for seconds. */
    private static final Duration APART = Duration.ofSeconds(4);

    /** Processes that share a quota, with some listings at the same time in each. */
    record Group(int processes, int listings) {
        String who() {
            return who(OURS);
        }

        String who(String limiter) {
            return limiter + ", " + processes + (processes == 1 ? " process" : " processes")
                    + (listings == 1 ? "" : " of " + listings + " listings each");
        }
    }

    static void rateLimit(Session session) throws Exception {
        int seconds = session.pick(1, 30);
        for (Limit limit : session.pick(EnumSet.of(Limit.SLIDING), EnumSet.complementOf(EnumSet.of(Limit.NONE)))) {
            String kind = limit.name().toLowerCase(Locale.ROOT);
            session.trial(kind, OURS, () -> ask(limit, SegmentsLister::new, seconds));
            Limiters.LIBRARIES.forEach((library, limiter) ->
                    session.trial(kind, library, () -> ask(limit, target -> limited(target, limiter.get()), seconds)));
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

    private static Lister.OfPages limited(Target target, Limiters.Gate gate) {
        Lister.OfPages lister = new HandWritten(target).databind();
        return (pageSize, token) -> {
            gate.pass();
            return lister.page(pageSize, token);
        };
    }

    private static Map<Measure, Double> ask(Limit limit, Function<Target, Lister.OfPages> opener, int seconds)
            throws Exception {
        try (Sandbox sandbox = Sandbox.builder().rateLimit(limit).start();
                Relay relay = new Relay(sandbox.port(), 30, ServerSocketFactory.getDefault());
                Lister.OfPages lister = opener.apply(Target.of(sandbox).at(relay.baseUrl("http")))) {
            // The contenders do not open their connections at the same moment.
            Thread.sleep(ThreadLocalRandom.current().nextInt(300 * seconds));
            Instant start = Instant.now();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                threads.add(new Thread(() -> ask(lister, start.plusSeconds(seconds))));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            List<Double> refused = times(sandbox, 429, start);
            List<Double> pages = times(sandbox, 200, start).stream()
                    .filter(time -> time < seconds)
                    .toList();
            double refusedLater = refused.stream().filter(time -> time > 10).count();
            double pagesLater = pages.stream().filter(time -> time > 10).count();
            return Map.of(
                    Measure.REFUSED,
                    (double) refused.size(),
                    Measure.REFUSED_SETTLED,
                    100 * refusedLater / (refusedLater + pagesLater),
                    Measure.SHARE_OF_LIMIT,
                    100.0 * pages.size() / seconds / 10,
                    Measure.FIRST_5,
                    pages.size() < 5 ? Double.NaN : pages.get(4),
                    Measure.FIRST_10,
                    pages.size() < 10 ? Double.NaN : pages.get(9),
                    Measure.FIRST_20,
                    pages.size() < 20 ? Double.NaN : pages.get(19));
        }
    }

    private static void ask(Lister.OfPages lister, Instant end) {
        while (Instant.now().isBefore(end)) {
            try {
                lister.page(100, null);
            } catch (Exception refused) {
                // The sandbox counts the refusals.
            }
        }
    }

    private static Map<Measure, Double> list(Lister.Opener opener, int pages) throws Exception {
        try (Sandbox sandbox = Sandbox.builder().segments(pages * 100).start();
                Lister lister = opener.open(Target.of(sandbox))) {
            long rows = lister.list(100);
            List<Double> times =
                    times(sandbox, 200, sandbox.requests().all().get(0).at());
            return Map.of(
                    Measure.PAGES, rows / 100.0,
                    Measure.SECONDS, times.get(times.size() - 1),
                    Measure.REFUSED, count(sandbox, 429));
        }
    }

    /** When the sandbox gave answers of a status, in seconds since the start. */
    static List<Double> times(Sandbox sandbox, int status, Instant start) {
        return sandbox.requests().all().stream()
                .filter(request -> request.status() == status)
                .map(request -> Duration.between(start, request.at()).toNanos() / 1e9)
                .toList();
    }

    static double count(Sandbox sandbox, int status) {
        return times(sandbox, status, Instant.EPOCH).size();
    }

    static void processes(Session session) throws Exception {
        int pages = session.pick(4, 100);
        List<Group> groups = session.pick(
                List.of(new Group(2, 2)),
                List.of(ONE, new Group(2, 1), new Group(4, 1), new Group(8, 1), new Group(4, 4)));
        try (Sandbox unlimited = Target.sandbox(100).start();
                Closer closer = Closer.create()) {
            for (Group group : groups) {
                Sandbox sandbox = Sandbox.builder()
                        .segments(pages / group.listings() * 100)
                        .start();
                closer.register(sandbox::close);
                List<ListingProcess> processes =
                        start(group, Target.of(unlimited), Target.of(sandbox), Quota.EACH, closer);
                Duration delay = delay(session, groups.indexOf(group));
                session.trial(SHARED, group.who(), () -> share(delay, processes, pages, sandbox));
            }
            session.together();
        }
        boolean hasRedis = RedisProcess.isInstalled(session);
        for (Quota.Limiter limiter : Quota.Limiter.values()) {
            if (hasRedis || !limiter.needsRedis()) {
                shared(session, limiter);
            }
        }
        try (Sandbox warmUp = Target.sandbox(session.pick(1, 16_000) * 100).start();
                Sandbox sandbox = Target.sandbox(session.pick(2, 300) * 100).start()) {
            session.add(WARM, ONE.who(), Measure.CPU_SHARE, percentOfCore(Target.of(warmUp), Target.of(sandbox)));
        }
    }

    private static void shared(Session session, Quota.Limiter limiter) throws Exception {
        int pages = session.pick(4, 60);
        List<Group> groups = session.pick(List.of(new Group(2, 2)), List.of(new Group(4, 4), new Group(8, 4)));
        Path folder = Files.createTempDirectory("quota");
        try (Sandbox unlimited = Target.sandbox(100).start();
                Closer closer = Closer.create()) {
            closer.register(() -> MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE));
            String place =
                    limiter.needsRedis() ? closer.register(RedisProcess.start()).address() : folder.toString();
            int trials = 0;
            for (Limit limit : session.pick(EnumSet.of(Limit.SLIDING), EnumSet.range(Limit.SLIDING, Limit.WEIGHTED))) {
                for (Group group : groups) {
                    Duration delay = delay(session, trials++);
                    Sandbox sandbox = Sandbox.builder()
                            .segments(pages / group.listings() * 100)
                            .rateLimit(limit)
                            .start();
                    closer.register(sandbox::close);
                    String name = limit.name().toLowerCase(Locale.ROOT);
                    Quota quota = new Quota(limiter, place, name + group.processes());
                    List<ListingProcess> processes =
                            start(group, Target.of(unlimited), Target.of(sandbox), quota, closer);
                    session.trial(
                            name + ", " + pages + " pages each",
                            group.who(limiter.who()),
                            () -> share(delay, processes, pages, sandbox));
                }
            }
            session.together();
        }
    }

    private static Duration delay(Session session, int trial) {
        return session.pick(Duration.ZERO, APART.multipliedBy(trial));
    }

    static List<ListingProcess> start(Group group, Target warmUp, Target target, Quota quota, Closer closer)
            throws IOException {
        int listings = group.listings();
        List<ListingProcess> processes = new ArrayList<>();
        for (int i = 0; i < group.processes(); i++) {
            ListingProcess.Task task = () -> several(warmUp, target, quota, listings);
            processes.add(closer.register(ListingProcess.java(group.who(), List.of(), task)));
        }
        for (ListingProcess process : processes) {
            process.awaitReady();
        }
        return processes;
    }

    private static Map<Measure, Double> share(
            Duration delay, List<ListingProcess> processes, int pages, Sandbox sandbox)
            throws IOException, InterruptedException {
        Thread.sleep(delay.toMillis());
        for (ListingProcess process : processes) {
            process.start(100);
        }
        DoubleSummaryStatistics seconds = new DoubleSummaryStatistics();
        for (ListingProcess process : processes) {
            seconds.accept(process.await().nanos() / 1e9);
        }
        double got = count(sandbox, 200);
        return Map.of(
                Measure.MISSING, processes.size() * pages - got,
                Measure.REFUSED_PER_PAGE, count(sandbox, 429) / got,
                Measure.SHARE_OF_LIMIT, 100 * got / seconds.getMax() / 10,
                Measure.SECONDS, seconds.getMax(),
                Measure.SLOWEST_TO_FASTEST, seconds.getMax() / seconds.getMin());
    }

    /** Lists several times at once, in a process whose client has asked another sandbox once. */
    private static Lister several(Target warmUp, Target target, Quota quota, int listings) {
        new SegmentsLister(warmUp).page(1, null);
        SegmentsLister lister =
                new SegmentsLister(SegmentsLister.builder(target).rateLimiter(quota.open()));
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
            SegmentsClientBuilder fast = SegmentsLister.builder(warmUp).rateLimiter(RateLimiter.perSecond(1_000));
            new SegmentsLister(fast).list(100);
            return new SegmentsLister(target);
        };
        try (ListingProcess process =
                ListingProcess.java(ONE.who(), List.of(), task).awaitReady()) {
            process.list(100); // The first pages of a client cost more: the JVM compiles anew what it guessed wrong.
            return Math.min(shareOfCore(process), shareOfCore(process)); // It may compile a little during one.
        }
    }

    private static double shareOfCore(ListingProcess process) throws IOException {
        ListingProcess.Cost cost = process.measure(100);
        return 100 * cost.cpuNanos() / cost.nanos();
    }
}
