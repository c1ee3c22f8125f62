package io.github.segments4j.benchmarks;

import feign.DefaultRetryer;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentPage;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.sandbox.Fault;
import io.github.segments4j.sandbox.Faults;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What a listing costs that something goes wrong with, and whether it ends well. */
final class RecoveryTable implements Table {
    private static final int PAGE_SIZE = 100;
    private static final String FEIGN = "generated, feign, its default Retryer";
    private static final String RESILIENCE4J = "Jackson databind, Resilience4j retry";

    /** Counts the pages that came; ends early with what could not be mended. */
    private interface Listing {
        void list(Target target, AtomicInteger pages) throws Exception;
    }

    @Override
    public String name() {
        return "recovery";
    }

    @Override
    public String title() {
        return "Recovery";
    }

    @Override
    public String method() {
        return "100 pages from a sandbox that makes trouble, without a rate limit: how many came before the client gave"
                + " up, in which time and with how many requests. 5 rounds with other chances, all at the same time."
                + " Resilience4j is set as one would: 5 attempts, from 500 ms on, doubled, randomised by half, after"
                + " 429, 5xx and what is an IOException.";
    }

    @Override
    public List<Measure> charts() {
        return List.of(Measure.PAGES);
    }

    @Override
    public void run(Scale scale, Results results) throws Exception {
        int pages = scale.pick(3, 100);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<List<Figure>>> all = new ArrayList<>();
            mixes().forEach((mix, faults) -> listings().forEach((who, listing) -> {
                for (int round = 1; round <= scale.pick(1, 5); round++) {
                    int seed = round;
                    all.add(threads.submit(() -> run(pages, mix, faults, seed, who, listing)));
                }
            }));
            for (Future<List<Figure>> one : all) {
                one.get().forEach(results::add);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Map<String, Consumer<Faults>> mixes() {
        Duration second = Duration.ofSeconds(1);
        return new TreeMap<>(Map.of(
                "10 % answered 503", faults -> faults.probability(0.1, Fault.status(503)),
                "10 % answered 429, Retry-After: 1", faults -> faults.probability(0.1, Fault.status(429, second)),
                "10 % of bodies cut short", faults -> faults.probability(0.1, Fault.cutAfter(500)),
                "10 % disconnected", faults -> faults.probability(0.1, Fault.disconnect()),
                "an outage: 3 times 503",
                        faults -> {
                            faults.next().times(10);
                            faults.next(Fault.status(503)).times(3);
                        },
                "everything, 3 % each",
                        faults -> {
                            faults.probability(0.03, Fault.status(503));
                            faults.probability(0.03, Fault.status(500));
                            faults.probability(0.03, Fault.status(429, second));
                            faults.probability(0.03, Fault.cutAfter(500));
                            faults.probability(0.03, Fault.disconnect());
                        }));
    }

    private static Map<String, Listing> listings() {
        return new TreeMap<>(Map.of(
                Figure.OURS,
                RecoveryTable::ours,
                FEIGN,
                (target, pages) -> walk(new StockFeignLister(target, set -> set.retryer(new DefaultRetryer())), pages),
                RESILIENCE4J,
                (target, pages) -> walk(retrying(new DatabindLister(new JdkRequest(target))), pages)));
    }

    private static List<Figure> run(
            int pages, String mix, Consumer<Faults> faults, int seed, String who, Listing listing) {
        try (Sandbox sandbox = Sandbox.builder()
                .segments(pages * PAGE_SIZE)
                .noRateLimit()
                .faultSeed(seed)
                .start()) {
            faults.accept(sandbox.faults());
            AtomicInteger got = new AtomicInteger();
            long start = System.nanoTime();
            try {
                listing.list(new Target(sandbox.baseUrl(), sandbox.tenant(), sandbox.accessToken()), got);
            } catch (Exception gaveUp) {
                // Seen in the table, as pages that did not come.
            }
            return List.of(
                    new Figure(mix, who, Measure.PAGES, got.get()),
                    new Figure(mix, who, Measure.SECONDS, (System.nanoTime() - start) / 1e9),
                    new Figure(
                            mix, who, Measure.REQUESTS, sandbox.requests().all().size()));
        }
    }

    private static void ours(Target target, AtomicInteger pages) {
        try (SegmentsClient client = SegmentsClient.builder()
                .baseUrl(target.baseUrl())
                .tenant(target.tenant())
                .accessToken(target.accessToken())
                .rateLimiter(new Unlimited())
                .build()) {
            for (SegmentPage page : client.list(ListOptions.pageSize(PAGE_SIZE)).pages()) {
                pages.addAndGet(page.data().isEmpty() ? 0 : 1);
            }
        }
    }

    private static void walk(Lister lister, AtomicInteger pages) throws Exception {
        String token = null;
        do {
            Lister.Page page = lister.page(PAGE_SIZE, token);
            pages.incrementAndGet();
            token = page.nextToken();
        } while (token != null && !token.isEmpty());
    }

    private static Lister retrying(Lister lister) {
        Retry retry = Retry.of(
                "segments",
                RetryConfig.custom()
                        .maxAttempts(5)
                        .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(500), 2, 0.5))
                        .retryOnException(RecoveryTable::mayPass)
                        .build());
        return (pageSize, token) -> Retry.decorateCallable(retry, () -> lister.page(pageSize, token))
                .call();
    }

    private static boolean mayPass(Throwable failure) {
        return failure instanceof JdkRequest.Refused refused
                ? refused.status == 429 || refused.status >= 500
                : failure instanceof IOException;
    }

    @Override
    public List<Promise> promises(Medians figures) {
        double fewest = figures.settings().stream()
                .mapToDouble(
                        mix -> figures.spread(mix, Figure.OURS, Measure.PAGES).lowest())
                .min()
                .orElse(0);
        return List.of(Promise.atLeast("pages of 100 that come through every mix: 100", 100, fewest));
    }
}
