package io.github.segments4j.benchmarks;

import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.SegmentsException;
import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

/** How well limiters stay within a limit that nobody says how it is counted, and what they get of it. */
final class LimitTable implements Table {
    private static final List<Limit> KINDS =
            List.of(Limit.FIXED, Limit.SLIDING, Limit.BUCKET, Limit.WEIGHTED, Limit.PACED);
    private static final int THREADS = 8;
    private static final int PER_SECOND = 10;
    private static final int JITTER_MILLIS = 30;
    private static final Duration SETTLED = Duration.ofSeconds(10);

    /** So that they do not all open their connections in the same moment. */
    private static final Duration APART = Duration.ofMillis(250);

    @Override
    public String name() {
        return "rate-limit";
    }

    @Override
    public String title() {
        return "Within a limit of 10 requests a second";
    }

    @Override
    public String method() {
        return "8 threads ask for pages through one limiter for 30 s, with 0 to 30 ms on the way, from a server that"
                + " counts in one of five ways: what it refused, what share of 300 requests was answered, and how soon the"
                + " first ones were. All at the same time, each with a quota of its own; they cost little. Ours is the whole"
                + " client with its retries; around the others is a loop that goes on after a refusal.";
    }

    @Override
    public List<Measure> charts() {
        return List.of(Measure.REFUSED);
    }

    /** One page, and whether it came. */
    private interface Attempt {
        boolean succeeds() throws Exception;
    }

    /** 8 threads with one limiter and one quota. */
    private static final class Contestant {
        private final String setting;
        private final String who;
        private final String tenant;
        private final Front front;
        private final Attempt attempt;
        private final Collection<Long> successes = new ConcurrentLinkedQueue<>();
        private final List<Thread> threads = new ArrayList<>();
        private volatile long start;

        Contestant(String setting, String who, String tenant, Front front, Attempt attempt) {
            this.setting = setting;
            this.who = who;
            this.tenant = tenant;
            this.front = front;
            this.attempt = attempt;
        }

        void start(Duration time) {
            start = System.nanoTime();
            for (int i = 0; i < THREADS; i++) {
                Thread thread = new Thread(() -> ask(start + time.toNanos()), who);
                thread.setDaemon(true);
                threads.add(thread);
                thread.start();
            }
        }

        private void ask(long end) {
            while (System.nanoTime() < end) {
                try {
                    if (attempt.succeeds() && System.nanoTime() < end) {
                        successes.add(System.nanoTime());
                    }
                } catch (Exception e) {
                    if (System.nanoTime() < end) {
                        throw new IllegalStateException(who + ", " + setting, e);
                    }
                }
            }
        }

        void add(Results results, Duration time) throws InterruptedException {
            for (Thread thread : threads) {
                thread.join(time.plusSeconds(10).toMillis());
            }
            List<Front.Passage> passages = front.passages().stream()
                    .filter(passage -> passage.tenant().equals(tenant))
                    .toList();
            List<Front.Passage> settled = passages.stream()
                    .filter(passage -> passage.nanos() - start >= SETTLED.toNanos())
                    .toList();
            results.add(setting, who, Measure.REFUSED, refused(passages));
            if (!settled.isEmpty()) {
                results.add(setting, who, Measure.REFUSED_SETTLED, 100.0 * refused(settled) / settled.size());
            }
            results.add(setting, who, Measure.SHARE_OF_LIMIT, 100.0 * successes.size() / time.toSeconds() / PER_SECOND);
            first(results, Measure.FIRST_5, 5);
            first(results, Measure.FIRST_10, 10);
            first(results, Measure.FIRST_20, 20);
        }

        private void first(Results results, Measure measure, int pages) {
            successes.stream()
                    .sorted()
                    .skip(pages - 1)
                    .findFirst()
                    .ifPresent(nanos -> results.add(setting, who, measure, (nanos - start) / 1e9));
        }

        private static int refused(List<Front.Passage> passages) {
            return (int) passages.stream().filter(Front.Passage::refused).count();
        }
    }

    @Override
    public void run(Scale scale, Results results) throws Exception {
        Duration time = scale.pick(Duration.ofSeconds(1), Duration.ofSeconds(30));
        Map<Limit, Sandbox> sandboxes = new EnumMap<>(Limit.class);
        List<Front> fronts = new ArrayList<>();
        List<SegmentsClient> clients = new ArrayList<>();
        try {
            List<Contestant> contestants = new ArrayList<>();
            for (Limit kind : scale.pick(List.of(Limit.SLIDING), KINDS)) {
                Sandbox sandbox = sandbox(kind);
                sandboxes.put(kind, sandbox);
                Front front = new Front(
                        sandbox,
                        () -> Duration.ofMillis(ThreadLocalRandom.current().nextInt(JITTER_MILLIS + 1)));
                fronts.add(front);
                String setting = kind.name().toLowerCase(Locale.ROOT);
                SegmentsClient client = client(sandbox, front);
                clients.add(client);
                contestants.add(new Contestant(setting, Figure.OURS, sandbox.tenant(), front, () -> page(client)));
                for (Limiter limiter : Limiter.values()) {
                    contestants.add(contestant(setting, limiter, sandbox, front));
                }
            }
            for (Contestant contestant : contestants) {
                contestant.start(time);
                Thread.sleep(scale.pick(Duration.ofMillis(1), APART).toMillis());
            }
            for (Contestant contestant : contestants) {
                contestant.add(results, time);
            }
        } finally {
            clients.forEach(SegmentsClient::close);
            fronts.forEach(Front::close);
            sandboxes.values().forEach(Sandbox::close);
        }
    }

    private static Sandbox sandbox(Limit kind) {
        SandboxBuilder builder = Sandbox.builder().rateLimit(kind).requestsPerSecond(PER_SECOND);
        for (Limiter limiter : Limiter.values()) {
            builder.anotherTenant(tenant(limiter), 100);
        }
        return builder.start();
    }

    private static String tenant(Limiter limiter) {
        return limiter.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static SegmentsClient client(Sandbox sandbox, Front front) {
        return SegmentsClient.builder()
                .tenant(sandbox.tenant())
                .accessToken(sandbox.accessToken())
                .baseUrl(front.baseUrl())
                .build();
    }

    private static boolean page(SegmentsClient client) {
        try {
            client.page(ListOptions.defaults());
            return true;
        } catch (SegmentsException refused) {
            return false;
        }
    }

    private static Contestant contestant(String setting, Limiter limiter, Sandbox sandbox, Front front) {
        Limiter.Gate gate = limiter.open();
        String tenant = tenant(limiter);
        JdkRequest request = new JdkRequest(
                new Target(front.baseUrl(), tenant, sandbox.tenant(tenant).accessToken()));
        return new Contestant(setting, limiter.title, tenant, front, () -> {
            gate.pass();
            return page(request);
        });
    }

    private static boolean page(JdkRequest request) throws IOException, InterruptedException {
        try {
            request.page(100, null);
            return true;
        } catch (JdkRequest.Refused refused) {
            return false;
        }
    }

    @Override
    public List<Promise> promises(Medians figures) {
        List<Promise> promises = new ArrayList<>();
        for (String kind : List.of("fixed", "sliding", "bucket", "weighted")) {
            promises.add(Promise.atMost(
                    "refused in 30 s by a limit of the kind " + kind + ": 0",
                    0,
                    figures.median(kind, Figure.OURS, Measure.REFUSED)));
            promises.add(Promise.atLeast(
                    "% of 10/s within a limit of the kind " + kind + ": at least 95",
                    95,
                    figures.median(kind, Figure.OURS, Measure.SHARE_OF_LIMIT)));
        }
        promises.add(Promise.atMost(
                "% refused by even spacing after 10 s: less than 3",
                3, figures.median("paced", Figure.OURS, Measure.REFUSED_SETTLED)));
        return promises;
    }
}
