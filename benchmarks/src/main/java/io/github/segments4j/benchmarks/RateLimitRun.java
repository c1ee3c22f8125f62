package io.github.segments4j.benchmarks;

import io.github.segments4j.ListOptions;
import io.github.segments4j.RateLimiter;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.SegmentsException;
import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * 400 pages by 8 threads through one client, against each way of counting 10 requests a second, with 0 to 30
 * ms on the way. Promised: no refusal and 95 % of the limit, but for even spacing, which lets nobody burst:
 * there, less than 3 % are refused once the pace has settled.
 */
final class RateLimitRun {
    private static final int PAGES = 400;
    private static final int THREADS = 8;
    private static final int PER_SECOND = 10;
    private static final int JITTER_MILLIS = 30;
    private static final Duration SETTLED = Duration.ofSeconds(10);

    /** How many refusals are shown in full. */
    private static final int SHOWN = 3;

    private static final PrintStream OUT = System.out;

    private RateLimitRun() {}

    public static void main(String[] args) throws Exception {
        OUT.println(Machine.line());
        OUT.printf("%-10s%8s%10s%10s%8s%14s%n", "limit", "pages", "seconds", "of 10/s", "429s", "after 10 s");
        for (Limit limit : limits(args)) {
            run(limit);
        }
    }

    private static List<Limit> limits(String... names) {
        if (names.length == 0) {
            return List.of(Limit.FIXED, Limit.SLIDING, Limit.BUCKET, Limit.WEIGHTED, Limit.PACED);
        }
        return List.of(names).stream()
                .map(name -> Limit.valueOf(name.toUpperCase(Locale.ROOT)))
                .toList();
    }

    private static void run(Limit limit) throws IOException, InterruptedException {
        Watched limiter = new Watched(RateLimiter.perSecond(PER_SECOND));
        try (Sandbox sandbox = Sandbox.builder()
                        .rateLimit(limit)
                        .requestsPerSecond(PER_SECOND)
                        .start();
                Front front = new Front(
                        sandbox,
                        () -> Duration.ofMillis(ThreadLocalRandom.current().nextInt(JITTER_MILLIS + 1)));
                SegmentsClient client = SegmentsClient.builder()
                        .tenant(sandbox.tenant())
                        .accessToken(sandbox.accessToken())
                        .baseUrl(front.baseUrl())
                        .rateLimiter(limiter)
                        .build()) {
            long start = System.nanoTime();
            int pages = get(client);
            long end = System.nanoTime();
            print(limit, pages, start, end, front.passages());
            if (limit != Limit.PACED) {
                limiter.show(start, front.passages());
            }
        }
    }

    private static int get(SegmentsClient client) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(PAGES);
        AtomicInteger got = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> {
                while (left.getAndDecrement() > 0) {
                    try {
                        client.page(ListOptions.defaults());
                        got.incrementAndGet();
                    } catch (SegmentsException e) {
                        OUT.println(e.getMessage());
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return got.get();
    }

    private static void print(Limit limit, int pages, long start, long end, List<Front.Passage> passages) {
        double seconds = (end - start) / 1e9;
        List<Front.Passage> settled = passages.stream()
                .filter(passage -> passage.nanos() - start >= SETTLED.toNanos())
                .toList();
        OUT.printf(
                Locale.ROOT,
                "%-10s%8d%10.1f%9.1f%%%8d%13.1f%%%n",
                limit.name().toLowerCase(Locale.ROOT),
                pages,
                seconds,
                100 * pages / seconds / PER_SECOND,
                refused(passages),
                100.0 * refused(settled) / settled.size());
    }

    private static long refused(List<Front.Passage> passages) {
        return passages.stream().filter(Front.Passage::refused).count();
    }

    /** Remembers what the client's limiter was told, to explain a refusal by. */
    private static final class Watched implements RateLimiter {
        private final RateLimiter limiter;
        private final Map<Long, Long> starts = new ConcurrentHashMap<>();
        private final Map<Long, Long> answers = new ConcurrentHashMap<>();

        Watched(RateLimiter limiter) {
            this.limiter = limiter;
        }

        @Override
        public long acquire(Duration atMost) throws InterruptedException, TimeoutException {
            long permit = limiter.acquire(atMost);
            starts.put(permit, System.nanoTime());
            return permit;
        }

        @Override
        public void answered(long permit, Duration holdBack) {
            answers.put(permit, System.nanoTime());
            limiter.answered(permit, holdBack);
        }

        /** For each of the first refusals: when the server had those of the last 1.2 s, and what they took. */
        void show(long origin, List<Front.Passage> passages) {
            List<Front.Passage> refusals = passages.stream()
                    .filter(Front.Passage::refused)
                    .limit(SHOWN)
                    .toList();
            for (Front.Passage refusal : refusals) {
                long from = refusal.nanos() - Duration.ofMillis(1_200).toNanos();
                OUT.printf("  refused at %d ms; the server had%n   ", (refusal.nanos() - origin) / 1_000_000);
                passages.stream()
                        .filter(passage -> passage.nanos() >= from && passage.nanos() < refusal.nanos())
                        .sorted(Comparator.comparingLong(Front.Passage::nanos))
                        .forEach(passage -> OUT.printf(
                                " %d%s", (passage.nanos() - origin) / 1_000_000, passage.refused() ? "(429)" : ""));
                OUT.printf("%n  and the client started (and its answer took)%n   ");
                starts.entrySet().stream()
                        .filter(start -> start.getValue() >= from && start.getValue() <= refusal.nanos())
                        .sorted(Map.Entry.comparingByValue())
                        .forEach(start -> OUT.printf(
                                " %d(%d)",
                                (start.getValue() - origin) / 1_000_000,
                                (answers.getOrDefault(start.getKey(), start.getValue()) - start.getValue())
                                        / 1_000_000));
                OUT.println();
            }
        }
    }
}
