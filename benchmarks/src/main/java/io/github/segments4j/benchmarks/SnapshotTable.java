package io.github.segments4j.benchmarks;

import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentPage;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.model.Segment;
import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxSegments;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/** What a listing costs that is a snapshot, while its segments change. */
final class SnapshotTable implements Table {
    private static final int PAGE_SIZE = 1_000;

    @Override
    public String name() {
        return "snapshot";
    }

    @Override
    public String title() {
        return "The sandbox's snapshots";
    }

    @Override
    public String method() {
        return "A sandbox of 1,000,000 segments, of which 10,000 are deleted and 10,000 more added while they are"
                + " listed, all in a JVM with `-Xmx256m`. Then 1,000 times one page of 100 from the start, the middle and"
                + " the end, in turns: the median.";
    }

    @Override
    public void run(Scale scale, Results results) throws Exception {
        ChildJvm.run(
                results,
                List.of("-Xmx256m"),
                Walks.class,
                scale.pick("2000", "1000000"),
                scale.pick("20", "10000"),
                scale.pick("5", "1000"));
    }

    @Override
    public List<Promise> promises(Medians figures) {
        double spread = Stream.of("before", "after")
                .mapToDouble(when -> spread(figures, when))
                .max()
                .orElseThrow();
        return List.of(
                new Promise(
                        "a listing is that of its first page's moment, whatever changes meanwhile",
                        "1,000,000 rows",
                        figures.median(Walks.LISTING, Figure.OURS + " sandbox, during changes", Measure.SAME_ROWS) > 0),
                Promise.atMost(
                        "the dearest page of a snapshot costs of the cheapest's, wherever they lie: at most 1.2",
                        1.2,
                        spread));
    }

    private static double spread(Medians figures, String when) {
        DoubleSummaryStatistics micros = Walks.PLACES.stream()
                .mapToDouble(place ->
                        figures.median(Walks.page(when), Figure.OURS + " sandbox, " + place, Measure.PAGE_MICROS))
                .summaryStatistics();
        return micros.getMax() / micros.getMin();
    }

    /** The process with the heap of 256 MB. */
    static final class Walks {
        static final String LISTING = "a listing of everything";
        static final List<String> PLACES = List.of("start", "middle", "end");

        private final SegmentsClient client;
        private final SandboxSegments segments;
        private final int changes;
        private final int rounds;
        private final List<String> toDelete = new ArrayList<>();

        private Walks(SegmentsClient client, SandboxSegments segments, int changes, int rounds) {
            this.client = client;
            this.segments = segments;
            this.changes = changes;
            this.rounds = rounds;
        }

        static String page(String when) {
            return "a page " + when + " the changes";
        }

        public static void main(String[] args) throws Exception {
            try (Sandbox sandbox = Sandbox.builder()
                            .segments(Integer.parseInt(args[0]))
                            .noRateLimit()
                            .start();
                    SegmentsClient client = SegmentsClient.builder()
                            .baseUrl(sandbox.baseUrl())
                            .tenant(sandbox.tenant())
                            .accessToken(sandbox.accessToken())
                            .rateLimiter(new Unlimited())
                            .build()) {
                new Walks(client, sandbox.segments(), Integer.parseInt(args[1]), Integer.parseInt(args[2])).run();
            }
        }

        private void run() throws Exception {
            String quiet = walk("quiet", new Semaphore(0));
            costs("before");
            Semaphore turns = new Semaphore(0);
            Thread changing = new Thread(() -> change(turns), "changes");
            changing.start();
            String during = walk("during changes", turns);
            changing.join();
            print(LISTING, "during changes", Measure.SAME_ROWS, during.equals(quiet) ? 1 : 0);
            costs("after");
            walk("after changes", new Semaphore(0));
        }

        private static void print(String setting, String what, Measure measure, double value) {
            System.out.println(Results.line(setting, Figure.OURS + " sandbox, " + what, measure, value));
        }

        /** Lists everything; each page lets as many changes happen while the next ones are asked for. */
        private String walk(String name, Semaphore turns) throws Exception {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long start = System.nanoTime();
            int rows = 0;
            for (SegmentPage page : client.list(ListOptions.pageSize(PAGE_SIZE)).pages()) {
                for (Segment segment : page.data()) {
                    digest.update((segment.id() + '\n').getBytes(StandardCharsets.UTF_8));
                    rows++;
                    if (rows % (segments.size() / changes) == 0 && toDelete.size() < changes) {
                        toDelete.add(segment.id());
                    }
                }
                turns.release(changes * PAGE_SIZE / segments.size());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            System.gc();
            double live =
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
            print(LISTING, name, Measure.SECONDS, seconds);
            print(LISTING, name, Measure.LIVE_HEAP, live);
            return HexFormat.of().formatHex(digest.digest());
        }

        private void change(Semaphore turns) {
            for (int i = 0; i < changes; i++) {
                turns.acquireUninterruptibly();
                segments.delete(toDelete.get(i));
                segments.add("Added " + i);
            }
        }

        /** Interleaved, so that nothing that passes touches one of the places only. */
        private void costs(String when) {
            List<String> tokens = tokens();
            ListOptions first = ListOptions.pageSize(100);
            List<ListOptions> places = List.of(
                    first,
                    first.withStartingAt(tokens.get(tokens.size() / 2)),
                    first.withStartingAt(tokens.get(tokens.size() - 1)));
            long[][] nanos = new long[places.size()][rounds];
            for (int round = 0; round < 2 * rounds; round++) {
                for (int place = 0; place < places.size(); place++) {
                    long start = System.nanoTime();
                    client.page(places.get(place));
                    nanos[place][round % rounds] = System.nanoTime() - start;
                }
            }
            for (int place = 0; place < places.size(); place++) {
                print(page(when), PLACES.get(place), Measure.PAGE_MICROS, median(nanos[place]));
            }
        }

        private List<String> tokens() {
            List<String> tokens = new ArrayList<>();
            for (SegmentPage page : client.list(ListOptions.pageSize(PAGE_SIZE)).pages()) {
                page.nextToken().ifPresent(tokens::add);
            }
            return tokens;
        }

        private static double median(long[] nanos) {
            Arrays.sort(nanos);
            return nanos[nanos.length / 2] / 1e3;
        }
    }
}
