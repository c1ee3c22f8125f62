package io.github.segments4j.benchmarks;

import io.github.segments4j.benchmarks.peers.JavaClient;
import io.github.segments4j.benchmarks.peers.LimiterLibrary;
import io.github.segments4j.benchmarks.peers.Lister;
import io.github.segments4j.benchmarks.peers.Relay;
import io.github.segments4j.benchmarks.peers.Script;
import io.github.segments4j.benchmarks.peers.SegmentsLister;
import io.github.segments4j.benchmarks.peers.Target;
import io.github.segments4j.benchmarks.report.Measure;
import io.github.segments4j.benchmarks.report.Session;
import io.github.segments4j.benchmarks.report.Table;
import io.github.segments4j.benchmarks.report.Trial;
import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.RequestLog;
import io.github.segments4j.sandbox.Sandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** How well do limiters stay within a server's limit, and how much of it do they use? */
final class RateLimitTable {
    private static final String METHOD = """
            8 threads ask for pages through one limiter for 30 s. Each request takes 0 to 30 ms to reach a server that
            counts requests in one of five ways. The table shows how many requests were refused, how many pages came as
            a share of 300, and how soon the first pages came. All contenders run at the same time, each with a quota of
            its own. Ours is the whole client with its retries; the others run in a loop that continues after a refusal.
            The last part lists 100 pages, from the first request to the last one, with clients that have a loop of
            their own.
            """;

    private static final Duration LONGEST_DELAY = Duration.ofMillis(30);

    /** Between the starts of contenders, so that they do not open their connections at the same moment. */
    private static final Duration STAGGER = Duration.ofMillis(250);

    /** When the start of a contender no longer shows. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private static final Map<Measure, Integer> FIRST_PAGES =
            Map.of(Measure.FIRST_5, 5, Measure.FIRST_10, 10, Measure.FIRST_20, 20);

    static final Table TABLE = table();

    private RateLimitTable() {}

    private static Table table() {
        Table table = Table.of("rate-limit", "Within a limit of 10 requests a second", METHOD, RateLimitTable::run)
                .charting(Measure.REFUSED);
        for (String kind : List.of("fixed", "sliding", "bucket", "weighted")) {
            table = table.atMost(
                            0,
                            "refused in 30 s, limit " + kind,
                            figures -> figures.median(kind, Table.OURS, Measure.REFUSED))
                    .atLeast(
                            95,
                            "% of 10/s, limit " + kind,
                            figures -> figures.median(kind, Table.OURS, Measure.SHARE_OF_LIMIT));
        }
        return table.atMost(
                3,
                "% refused after 10 s, limit paced",
                figures -> figures.median("paced", Table.OURS, Measure.REFUSED_SETTLED));
    }

    private static void run(Session session) throws Exception {
        Duration time = session.pick(Duration.ofSeconds(1), Duration.ofSeconds(30));
        List<Trial> trials = new ArrayList<>();
        for (Limit limit : session.pick(List.of(Limit.SLIDING), List.of(Limit.values()))) {
            add(trials, limit, Table.OURS, SegmentsLister::new, time);
            for (LimiterLibrary library : LimiterLibrary.values()) {
                add(trials, limit, library.who(), target -> library.limit(JavaClient.databind(target)), time);
            }
        }
        session.together(trials);
        int pages = session.pick(2, 100);
        String setting = "a listing of " + pages + " pages, sliding";
        List<Trial> listings = new ArrayList<>();
        listings.add(new Trial(setting, Table.OURS, () -> list(SegmentsLister::new, pages)));
        for (Script dlt : session.isSmoke() ? List.<Script>of() : Script.installed(session, Script.DLT)) {
            listings.add(new Trial(
                    setting,
                    dlt.who(),
                    () -> list(target -> dlt.start(target, Map.of()).awaitReady(), pages)));
        }
        session.together(listings);
    }

    private static void add(
            List<Trial> trials, Limit limit, String who, Function<Target, Lister.OfPages> opener, Duration time) {
        Duration wait = STAGGER.multipliedBy(trials.size());
        trials.add(new Trial(limit.name().toLowerCase(Locale.ROOT), who, () -> {
            Thread.sleep(wait.toMillis());
            return ask(limit, opener, time);
        }));
    }

    private static Map<Measure, Double> ask(Limit limit, Function<Target, Lister.OfPages> opener, Duration time)
            throws Exception {
        try (Sandbox sandbox = Sandbox.builder().rateLimit(limit).start();
                Relay relay = new Relay(sandbox.port(), LONGEST_DELAY);
                Lister.OfPages lister = opener.apply(Target.of(sandbox).at(relay.baseUrl("http")))) {
            Instant start = Instant.now();
            Queue<Instant> pages = new ConcurrentLinkedQueue<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                threads.add(new Thread(() -> ask(lister, start.plus(time), pages)));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            RequestLog settled =
                    sandbox.requests().matching(request -> request.at().isAfter(start.plus(SETTLED)));
            Map<Measure, Double> figures = new EnumMap<>(Measure.class);
            figures.put(Measure.REFUSED, refused(sandbox.requests()));
            figures.put(
                    Measure.REFUSED_SETTLED,
                    100 * refused(settled) / settled.all().size());
            figures.put(Measure.SHARE_OF_LIMIT, 100.0 * pages.size() / time.toSeconds() / 10);
            List<Instant> sorted = pages.stream().sorted().toList();
            FIRST_PAGES.forEach((measure, count) ->
                    figures.put(measure, sorted.size() < count ? Double.NaN : seconds(start, sorted.get(count - 1))));
            return figures;
        }
    }

    private static void ask(Lister.OfPages lister, Instant end, Queue<Instant> pages) {
        while (Instant.now().isBefore(end)) {
            try {
                lister.page(100, null);
                Instant now = Instant.now();
                if (now.isBefore(end)) {
                    pages.add(now);
                }
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
                    Measure.REFUSED, refused(sandbox.requests()));
        }
    }

    private static double refused(RequestLog requests) {
        return requests.matching(request -> request.status() == 429).all().size();
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }
}
