package io.github.segments4j.benchmarks;

import static io.github.segments4j.benchmarks.report.Table.OURS;

import io.github.segments4j.benchmarks.report.Measure;
import io.github.segments4j.benchmarks.report.Session;
import io.github.segments4j.sandbox.limits.RateLimit;
import io.github.segments4j.sandbox.limits.SlidingLog;
import io.github.segments4j.sandbox.limits.TokenBucket;
import io.github.segments4j.sandbox.limits.WindowCounter;
import java.time.InstantSource;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.DoubleStream;

/** How the pace adapts to refusals, simulated: in seconds, where real processes would take hours. */
final class Pacing {
    private static final int ENDLESS = Integer.MAX_VALUE;
    private static final int LISTINGS = 4;
    private static final int SECONDS_TO_SETTLE = 60;

    private static final Map<String, BiFunction<Integer, InstantSource, RateLimit>> LIMITS = new LinkedHashMap<>();

    static {
        LIMITS.put("sliding", SlidingLog::new);
        LIMITS.put("fixed", WindowCounter::fixed);
        LIMITS.put("bucket", (perSecond, clock) -> new TokenBucket(perSecond, perSecond, clock));
        LIMITS.put("weighted", WindowCounter::weighted);
        LIMITS.put("paced", (perSecond, clock) -> new TokenBucket(1, perSecond, clock));
    }

    private final Session session;
    private long seed;

    private Pacing(Session session) {
        this.session = session;
    }

    static void run(Session session) throws Exception {
        new Pacing(session).run();
    }

    private void run() throws Exception {
        session.trial("one 429 that is a mistake", OURS, this::mistake);
        for (int others : List.of(1, 3, 7)) {
            session.trial("others end", OURS + ", the last of " + (others + 1) + " processes", () -> othersEnd(others));
        }
        for (int processes : List.of(2, 4, 8)) {
            session.trial("100 pages each", who(processes) + " of 4 listings each", () -> hundredPages(processes));
        }
        session.inTurns(0, session.pick(1, 50));
        for (int perSecond : List.of(10, 7)) {
            for (int strays : List.of(0, 1, 5, 10)) {
                String setting = perSecond + " a second, " + strays + " % of 429s that are mistakes";
                for (int processes : List.of(1, 2, 4, 8)) {
                    for (String kind : LIMITS.keySet()) {
                        session.trial(
                                setting,
                                who(processes) + ", " + kind,
                                () -> settled(kind, perSecond, processes, strays / 100.0));
                    }
                }
            }
        }
        session.inTurns(0, session.pick(1, 3));
    }

    private static String who(int processes) {
        return OURS + ", " + processes + (processes == 1 ? " process" : " processes");
    }

    private PaceSimulation simulation(String kind, int perSecond) {
        BiFunction<Integer, InstantSource, RateLimit> limit = Objects.requireNonNull(LIMITS.get(kind));
        return new PaceSimulation(seed++, clock -> limit.apply(perSecond, clock));
    }

    private Map<Measure, Double> mistake() throws Exception {
        PaceSimulation simulation = simulation("sliding", 10);
        PaceSimulation.ClientProcess process = simulation.add(LISTINGS, ENDLESS);
        simulation.run(SECONDS_TO_SETTLE);
        int before = process.pages();
        simulation.run(20);
        int undisturbed = process.pages() - before;
        simulation.refuseNext();
        double refused = simulation.seconds();
        simulation.run(20);
        double lost = 100 - 100.0 * (process.pages() - before - undisturbed) / undisturbed;
        simulation.run(SECONDS_TO_SETTLE);
        return Map.of(Measure.LOST, lost, Measure.RECOVERED, recovered(process, refused));
    }

    private Map<Measure, Double> othersEnd(int others) throws Exception {
        PaceSimulation simulation = simulation("sliding", 10);
        PaceSimulation.ClientProcess last = simulation.add(LISTINGS, ENDLESS);
        for (int i = 0; i < others; i++) {
            simulation.add(LISTINGS, ENDLESS);
        }
        simulation.run(SECONDS_TO_SETTLE);
        simulation.processes().subList(1, 1 + others).forEach(PaceSimulation.ClientProcess::end);
        double ended = simulation.seconds();
        simulation.run(600);
        return Map.of(Measure.RECOVERED, recovered(last, ended));
    }

    /** Seconds from a time until ten requests took no longer than at the full pace, give or take 1 %. */
    private static double recovered(PaceSimulation.ClientProcess process, double since) {
        List<Double> starts =
                process.starts().stream().filter(start -> start > since).toList();
        for (int i = 10; i < starts.size(); i++) {
            if (starts.get(i) - starts.get(i - 10) < 1.04 * 1.01) {
                return starts.get(i) - since;
            }
        }
        return Double.NaN;
    }

    private Map<Measure, Double> hundredPages(int processes) throws Exception {
        PaceSimulation simulation = simulation("sliding", 10);
        for (int i = 0; i < processes; i++) {
            simulation.add(LISTINGS, 100 / LISTINGS);
        }
        simulation.run(3_600);
        double[] times = simulation.processes().stream()
                .mapToDouble(PaceSimulation.ClientProcess::lastPage)
                .toArray();
        double slowest = DoubleStream.of(times).max().orElseThrow();
        return Map.of(
                Measure.REFUSED_PER_PAGE,
                refused(simulation) / (100.0 * processes),
                Measure.SHARE_OF_LIMIT,
                100 * (100.0 * processes) / slowest / 10,
                Measure.SLOWEST_TO_FASTEST,
                slowest / DoubleStream.of(times).min().orElseThrow());
    }

    private static int refused(PaceSimulation simulation) {
        return simulation.processes().stream()
                .mapToInt(PaceSimulation.ClientProcess::refused)
                .sum();
    }

    private Map<Measure, Double> settled(String kind, int perSecond, int processes, double strayShare)
            throws Exception {
        int seconds = session.pick(5, 300);
        PaceSimulation simulation = simulation(kind, perSecond);
        simulation.refuseByChance(strayShare);
        for (int i = 0; i < processes; i++) {
            simulation.add(LISTINGS, ENDLESS);
        }
        simulation.run(seconds);
        IntSummaryStatistics pages = simulation.processes().stream()
                .mapToInt(PaceSimulation.ClientProcess::pages)
                .summaryStatistics();
        return Map.of(
                Measure.REFUSED_PER_PAGE,
                (double) refused(simulation) / pages.getSum(),
                Measure.SHARE_OF_QUOTA,
                100.0 * pages.getSum() / seconds / perSecond,
                Measure.MOST_TO_FEWEST,
                (double) pages.getMax() / pages.getMin());
    }
}
