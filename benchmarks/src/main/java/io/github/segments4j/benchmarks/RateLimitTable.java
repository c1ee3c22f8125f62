package io.github.segments4j.benchmarks;

import io.github.segments4j.benchmarks.peers.HandWritten;
import io.github.segments4j.benchmarks.peers.LimiterLibrary;
import io.github.segments4j.benchmarks.peers.Lister;
import io.github.segments4j.benchmarks.peers.Relay;
import io.github.segments4j.benchmarks.peers.Script;
import io.github.segments4j.benchmarks.peers.SegmentsLister;
import io.github.segments4j.benchmarks.peers.Target;
import io.github.segments4j.benchmarks.report.Measure;
import io.github.segments4j.benchmarks.report.Session;
import io.github.segments4j.benchmarks.report.Session.Trial;
import io.github.segments4j.benchmarks.report.Table;
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

    static final Table TABLE = table();

    private static final Map<Measure, Integer> FIRST_PAGES =
            Map.of(Measure.FIRST_5, 5, Measure.FIRST_10, 10, Measure.FIRST_20, 20);

    private RateLimitTable() {}

    private static Table table() {
        Table table = Table.of("rate-limit", "Within a limit of 10 requests a second", METHOD, RateLimitTable::run)
                .charting(Measure.REFUSED);
        for (String limit : List.of("fixed", "sliding", "bucket", "weighted")) {
            table = table.atMost(
                            0,
                            "refused in 30 s, limit " + limit,
                            figures -> figures.median(limit, Table.OURS, Measure.REFUSED))
                    .atLeast(
                            95,
                            "% of 10/s, limit " + limit,
                            figures -> figures.median(limit, Table.OURS, Measure.SHARE_OF_LIMIT));
        }
        return table.atMost(
                3,
                "% refused after 10 s, limit paced",
                figures -> figures.median("paced", Table.OURS, Measure.REFUSED_SETTLED));
    }

    private static void run(Session session) throws Exception {
        int seconds = session.pick(1, 30);
        List<Trial> trials = new ArrayList<>();
        for (Limit limit : session.pick(List.of(Limit.SLIDING), List.of(Limit.values()))) {
            add(trials, limit, Table.OURS, SegmentsLister::new, seconds);
            for (LimiterLibrary library : LimiterLibrary.values()) {
                add(trials, limit, library.who(), target -> library.limit(new HandWritten(target).databind()), seconds);
            }
        }
        session.together(trials);
        int pages = session.pick(2, 100);
        String setting = "a listing of " + pages + " pages, sliding";
        List<Trial> listings = new ArrayList<>();
        listings.add(new Trial(setting, Table.OURS, () -> list(SegmentsLister::new, pages)));
        for (Script dlt : session.pick(List.<Script>of(), Script.installed(session, Script.DLT))) {
            Lister.Opener opener = target -> dlt.start(target, Map.of()).awaitReady();
            listings.add(new Trial(setting, dlt.who(), () -> list(opener, pages)));
        }
        session.together(listings);
    }

    private static void add(
            List<Trial> trials, Limit limit, String who, Function<Target, Lister.OfPages> opener, int seconds) {
        // The contenders do not open their connections at the same moment.
        int wait = 250 * trials.size();
        trials.add(new Trial(limit.name().toLowerCase(Locale.ROOT), who, () -> {
            Thread.sleep(wait);
            return ask(limit, opener, seconds);
        }));
    }

    private static Map<Measure, Double> ask(Limit limit, Function<Target, Lister.OfPages> opener, int seconds)
            throws Exception {
        try (Sandbox sandbox = Sandbox.builder().rateLimit(limit).start();
                Relay relay = new Relay(sandbox.port(), 30);
                Lister.OfPages lister = opener.apply(Target.of(sandbox).at(relay.baseUrl("http")))) {
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
            RequestLog settled = sandbox.requests().matching(request -> seconds(start, request.at()) > 10);
            Map<Measure, Double> figures = new EnumMap<>(Measure.class);
            figures.put(Measure.REFUSED, refused(sandbox.requests()));
            figures.put(
                    Measure.REFUSED_SETTLED,
                    100 * refused(settled) / settled.all().size());
            figures.put(
                    Measure.SHARE_OF_LIMIT,
                    100.0 * pages.stream().filter(time -> time < seconds).count() / seconds / 10);
            FIRST_PAGES.forEach((measure, count) ->
                    pages.stream().sorted().skip(count - 1).findFirst().ifPresent(time -> figures.put(measure, time)));
            return figures;
        }
    }

    private static void ask(Lister.OfPages lister, Instant start, int seconds, Queue<Double> pages) {
        for (double now = 0; now < seconds; now = seconds(start, Instant.now())) {
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
