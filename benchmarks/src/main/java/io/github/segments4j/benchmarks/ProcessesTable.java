package io.github.segments4j.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.github.segments4j.ListOptions;
import io.github.segments4j.RateLimitedException;
import io.github.segments4j.RateLimiter;
import io.github.segments4j.SegmentPage;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.SegmentsClientBuilder;
import io.github.segments4j.SegmentsEvent;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Several processes on one quota, each with a client that knows nothing of the others. */
final class ProcessesTable implements Table {
    private static final int PAGE_SIZE = 100;

    private static final String WARM = "the JVM warm";

    private static final Crowd ALONE = new Crowd(1, 1);

    /** So many processes, and so many listings at once in each. */
    private record Crowd(int processes, int listings) {
        String who() {
            String each = listings == 1 ? "" : " of " + listings + " listings each";
            return Figure.OURS + ", " + processes + (processes == 1 ? " process" : " processes") + each;
        }
    }

    @Override
    public String name() {
        return "processes";
    }

    @Override
    public String title() {
        return "Several processes on one quota";
    }

    @Override
    public String method() {
        return "Each process lists 100 pages, as fast as 10 requests a second allow all of them together; the crowds"
                + " run at the same time, each on a quota of its own. CPU is that of one process in the second half of"
                + " its pages. A JVM that has just begun spends most of that on compiling: then one process more goes on"
                + " for 300 pages within the limit after 16,000 within one of 1,000 a second, as in a service that runs for"
                + " long; the last 250 count.";
    }

    @Override
    public void run(Scale scale, Results results) throws Exception {
        int pages = scale.pick(4, 100);
        List<Crowd> crowds = scale.pick(
                List.of(new Crowd(2, 2)),
                List.of(ALONE, new Crowd(2, 1), new Crowd(4, 1), new Crowd(8, 1), new Crowd(4, 4)));
        // Whoever has asked once has started: that is no part of how they share.
        try (Sandbox first = Sandbox.builder().noRateLimit().start()) {
            list(crowds, pages, first, results);
        }
        try (Sandbox sandbox = Sandbox.builder()
                .segments(scale.pick(2, WarmListing.PAGES) * PAGE_SIZE)
                .noRateLimit()
                .start()) {
            ChildJvm.run(
                    results,
                    List.of(),
                    WarmListing.class,
                    sandbox.baseUrl(),
                    sandbox.tenant(),
                    sandbox.accessToken(),
                    Integer.toString(scale.pick(2, WarmListing.PACED)));
        }
    }

    private static void list(List<Crowd> crowds, int pages, Sandbox first, Results results) throws IOException {
        List<Running> running = new ArrayList<>();
        try {
            for (Crowd crowd : crowds) {
                running.add(new Running(crowd, pages, first));
            }
            for (Running one : running) {
                one.awaitReady();
            }
            for (Running one : running) {
                one.go();
            }
            for (Running one : running) {
                one.add(results);
            }
        } finally {
            running.forEach(Running::close);
        }
    }

    /** A crowd and its quota. */
    private static final class Running implements AutoCloseable {
        private final Crowd crowd;
        private final int pages;
        private final Sandbox sandbox;
        private final List<Process> children = new ArrayList<>();

        Running(Crowd crowd, int pages, Sandbox first) throws IOException {
            this.crowd = crowd;
            this.pages = pages;
            sandbox = Sandbox.builder()
                    .segments(pages / crowd.listings() * PAGE_SIZE)
                    .start();
            for (int i = 0; i < crowd.processes(); i++) {
                children.add(ChildJvm.start(
                        List.of(),
                        Listings.class,
                        sandbox.baseUrl(),
                        sandbox.tenant(),
                        sandbox.accessToken(),
                        Integer.toString(crowd.listings()),
                        Integer.toString(pages),
                        first.baseUrl()));
            }
        }

        void awaitReady() throws IOException {
            for (Process child : children) {
                child.inputReader().readLine();
            }
        }

        void go() throws IOException {
            for (Process child : children) {
                child.getOutputStream().close();
            }
        }

        void add(Results results) throws IOException {
            List<Listed> all = new ArrayList<>();
            for (Process child : children) {
                all.add(Listed.of(String.valueOf(child.inputReader().readLine())));
            }
            double got = all.stream().mapToInt(Listed::pages).sum();
            double refused = all.stream().mapToInt(Listed::refused).sum();
            double fastest = all.stream().mapToDouble(Listed::seconds).min().orElseThrow();
            double slowest = all.stream().mapToDouble(Listed::seconds).max().orElseThrow();
            String setting = pages + " pages each";
            results.add(setting, crowd.who(), Measure.MISSING, crowd.processes() * pages - got);
            results.add(setting, crowd.who(), Measure.REFUSED_PER_PAGE, refused / got);
            results.add(setting, crowd.who(), Measure.SHARE_OF_LIMIT, 100 * got / slowest / 10);
            results.add(setting, crowd.who(), Measure.SECONDS, slowest);
            results.add(setting, crowd.who(), Measure.SLOWEST_TO_FASTEST, slowest / fastest);
            all.forEach(listed -> results.add(setting, crowd.who(), Measure.CPU_SHARE, listed.cpuShare()));
        }

        @Override
        public void close() {
            children.forEach(Process::destroyForcibly);
            sandbox.close();
        }
    }

    /** What a child says of itself, in one line. */
    private record Listed(int pages, int refused, double seconds, double cpuShare) {
        static Listed of(String line) {
            String[] words = line.split(" ", -1);
            return new Listed(
                    Integer.parseInt(words[0]),
                    Integer.parseInt(words[1]),
                    Double.parseDouble(words[2]),
                    Double.parseDouble(words[3]));
        }
    }

    @Override
    public List<Promise> promises(Medians figures) {
        String setting = figures.settings().iterator().next();
        Crowd four = new Crowd(4, 1);
        Crowd sixteen = new Crowd(4, 4);
        return List.of(
                Promise.atMost(
                        "pages missing, 4 processes: 0", 0, figures.median(setting, four.who(), Measure.MISSING)),
                Promise.atMost(
                        "refused for each page got, 4 processes of 4 listings each: at most 0.1",
                        0.1,
                        figures.median(setting, sixteen.who(), Measure.REFUSED_PER_PAGE)),
                Promise.atMost(
                        "the slowest of 4 processes takes of the fastest's time: at most 2",
                        2,
                        figures.median(setting, four.who(), Measure.SLOWEST_TO_FASTEST)),
                Promise.atMost(
                        "% of a core for a listing at the limit, the JVM warm: at most 1",
                        1, figures.median(WARM, ALONE.who(), Measure.CPU_SHARE)));
    }

    /** One of the processes: waits until its stdin is closed, so that all begin together. */
    static final class Listings {
        private final SegmentsClient client;
        private final int half;
        private final AtomicInteger pages = new AtomicInteger();
        private volatile CpuWatch watch = new CpuWatch();

        private Listings(SegmentsClient client, int half) {
            this.client = client;
            this.half = half;
        }

        public static void main(String[] args) throws Exception {
            AtomicInteger refused = new AtomicInteger();
            SegmentsClientBuilder set = SegmentsClient.builder()
                    .tenant(args[1])
                    .accessToken(args[2])
                    .listener(event -> refused.addAndGet(isRefusal(event) ? 1 : 0));
            try (SegmentsClient first = set.baseUrl(args[5]).build();
                    SegmentsClient client = set.baseUrl(args[0]).build()) {
                first.count();
                Listings listings = new Listings(client, Integer.parseInt(args[4]) / 2);
                System.out.println("ready");
                System.in.readAllBytes();
                long start = System.nanoTime();
                listings.run(Integer.parseInt(args[3]));
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.println(listings.pages + " " + refused + " " + seconds + " " + listings.watch.share());
            }
        }

        private void run(int listings) throws InterruptedException {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < listings; i++) {
                Thread thread = new Thread(this::list, "listing");
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }

        private void list() {
            try {
                for (SegmentPage page :
                        client.list(ListOptions.pageSize(PAGE_SIZE)).pages()) {
                    if (pages.addAndGet(page.data().isEmpty() ? 0 : 1) == half) {
                        watch = new CpuWatch();
                    }
                }
            } catch (RateLimitedException e) {
                // Seen in the table, as pages that are missing.
                System.err.println(e.getMessage());
            }
        }

        private static boolean isRefusal(SegmentsEvent event) {
            return event instanceof SegmentsEvent.Attempt attempt
                    && attempt.status().orElse(0) == 429;
        }
    }

    /** One whose JVM has done with compiling. */
    static final class WarmListing {
        static final int PACED = 300;
        static final int PAGES = 16_000 + PACED;

        private WarmListing() {}

        public static void main(String[] args) {
            int paced = Integer.parseInt(args[3]);
            Pace pace = new Pace();
            try (SegmentsClient client = SegmentsClient.builder()
                    .baseUrl(args[0])
                    .tenant(args[1])
                    .accessToken(args[2])
                    .rateLimiter(pace)
                    .build()) {
                long left = client.count() / PAGE_SIZE;
                CpuWatch watch = new CpuWatch();
                for (SegmentPage page :
                        client.list(ListOptions.pageSize(PAGE_SIZE)).pages()) {
                    left -= page.data().isEmpty() ? 0 : 1;
                    if (left == paced) {
                        pace.now = RateLimiter.perSecond(10);
                    } else if (left == paced * 5 / 6) {
                        watch = new CpuWatch();
                    }
                }
                System.out.println(Results.line(WARM, ALONE.who(), Measure.CPU_SHARE, watch.share()));
            }
        }

        /** As fast as it may be, until it is told otherwise: another kind of limiter would be cold code from there on. */
        private static final class Pace implements RateLimiter {
            private volatile RateLimiter now = RateLimiter.perSecond(1_000);

            @Override
            public long acquire(Duration atMost) throws InterruptedException, TimeoutException {
                return now.acquire(atMost);
            }

            @Override
            public void answered(long permit, Duration holdBack) {
                now.answered(permit, holdBack);
            }
        }
    }

    /** What this process takes of one core, from now on. */
    private static final class CpuWatch {
        private static final OperatingSystemMXBean PROCESS =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

        private final long start = System.nanoTime();
        private final long cpu = PROCESS.getProcessCpuTime();

        double share() {
            return 100.0 * (PROCESS.getProcessCpuTime() - cpu) / (System.nanoTime() - start);
        }
    }
}
