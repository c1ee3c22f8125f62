package io.github.segments4j.benchmarks;

import feign.DefaultRetryer;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.segments4j.benchmarks.peers.Generated;
import io.github.segments4j.benchmarks.peers.HandWritten;
import io.github.segments4j.benchmarks.peers.Lister;
import io.github.segments4j.benchmarks.peers.SegmentsLister;
import io.github.segments4j.benchmarks.peers.Target;
import io.github.segments4j.benchmarks.report.Figures;
import io.github.segments4j.benchmarks.report.Measure;
import io.github.segments4j.benchmarks.report.Session;
import io.github.segments4j.benchmarks.report.Session.Trial;
import io.github.segments4j.benchmarks.report.Table;
import io.github.segments4j.sandbox.Fault;
import io.github.segments4j.sandbox.Faults;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** What do errors cost a listing, and does it get to its end? */
final class RecoveryTable {
    private static final String METHOD = """
            100 pages from a sandbox that injects faults and has no rate limit: how many pages came before the client
            gave up, how long that took, and how many requests. Each of 5 rounds has another random seed; all run at the
            same time. Resilience4j is set as its users would: 5 attempts with waits from 500 ms, doubled each time and
            randomized by half, after 429, 5xx and any IOException.
            """;

    static final Table TABLE = Table.of("recovery", "Recovery", METHOD, RecoveryTable::run)
            .charting(Measure.PAGES)
            .atLeast(100, "pages of 100 that come, whatever goes wrong", RecoveryTable::fewestPages);

    private static final Fault TOO_MANY_REQUESTS = Fault.status(429, Duration.ofSeconds(1));
    private static final Fault UNAVAILABLE = Fault.status(503);
    private static final Fault CUT = Fault.cutAfter(500);
    private static final Fault DISCONNECT = Fault.disconnect();

    private static final Map<String, Consumer<Faults>> MIXES = new TreeMap<>(Map.of(
            "10 % answered 429, Retry-After: 1", faults -> faults.probability(0.1, TOO_MANY_REQUESTS),
            "10 % answered 503", faults -> faults.probability(0.1, UNAVAILABLE),
            "10 % disconnected", faults -> faults.probability(0.1, DISCONNECT),
            "10 % of bodies cut short", faults -> faults.probability(0.1, CUT),
            "an outage: 3 times 503",
                    faults -> {
                        faults.next().times(10);
                        faults.next(UNAVAILABLE).times(3);
                    },
            "everything, 3 % each",
                    faults -> Stream.of(UNAVAILABLE, Fault.status(500), TOO_MANY_REQUESTS, CUT, DISCONNECT)
                            .forEach(fault -> faults.probability(0.03, fault))));

    private static final Map<String, Function<Target, Lister.OfPages>> CONTENDERS = new TreeMap<>(Map.of(
            Table.OURS,
            target -> new SegmentsLister(SegmentsLister.unlimited(target)),
            "generated, feign, its default Retryer",
            target -> Generated.feign(target, feign -> feign.retryer(new DefaultRetryer())),
            "Jackson databind, Resilience4j retry",
            target -> retrying(new HandWritten(target).databind())));

    private RecoveryTable() {}

    private static void run(Session session) throws Exception {
        int pages = session.pick(3, 100);
        List<Trial> trials = new ArrayList<>();
        MIXES.forEach((setting, faults) -> CONTENDERS.forEach((who, opener) -> {
            for (int round = 1; round <= session.pick(1, 5); round++) {
                int seed = round;
                trials.add(new Trial(setting, who, () -> list(pages, faults, seed, opener)));
            }
        }));
        session.together(trials);
    }

    private static Map<Measure, Double> list(
            int pages, Consumer<Faults> faults, int seed, Function<Target, Lister.OfPages> opener) throws Exception {
        try (Sandbox sandbox = Target.sandbox(pages * 100).faultSeed(seed).start();
                Lister.OfPages lister = opener.apply(Target.of(sandbox))) {
            faults.accept(sandbox.faults());
            AtomicInteger got = new AtomicInteger();
            Lister.OfPages counting = (pageSize, token) -> {
                Lister.Page page = lister.page(pageSize, token);
                got.incrementAndGet();
                return page;
            };
            long start = System.nanoTime();
            try {
                counting.list(100);
            } catch (Exception gaveUp) {
                // The table shows how many pages came.
            }
            return Map.of(
                    Measure.PAGES,
                    got.doubleValue(),
                    Measure.SECONDS,
                    (System.nanoTime() - start) / 1e9,
                    Measure.REQUESTS,
                    (double) sandbox.requests().all().size());
        }
    }

    private static double fewestPages(Figures figures) {
        return figures.settings().stream()
                .map(mix -> figures.sorted(mix, Table.OURS, Measure.PAGES).get(0))
                .min(Comparator.naturalOrder())
                .orElse(Double.NaN);
    }

    private static Lister.OfPages retrying(Lister.OfPages lister) {
        RetryConfig config = RetryConfig.custom()
                .maxAttempts(5)
                .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(500), 2, 0.5))
                .retryOnException(failure -> failure instanceof HandWritten.RefusedException refused
                        ? refused.isTransient()
                        : failure instanceof IOException)
                .build();
        Retry retry = Retry.of("segments", config);
        return (pageSize, token) -> Retry.decorateCallable(retry, () -> lister.page(pageSize, token))
                .call();
    }
}
