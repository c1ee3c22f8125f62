package io.github.segments4j.benchmarks;

import io.github.segments4j.ListOptions;
import io.github.segments4j.RateLimiter;
import io.github.segments4j.SegmentPage;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.generated.Segment;
import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxSegments;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;

/**
 * A sandbox of 1,000,000 segments, of which 10,000 are deleted and 10,000 more added while they are listed, all in
 * a JVM whose heap is 256 MB. Promised: the listing is that of its first page, and a page costs the same at the
 * start, in the middle and at the end, before and after the changes, give or take 20 %.
 */
final class SnapshotRun {
    private static final int ROWS = 1_000_000;
    private static final int PAGE_SIZE = 1_000;
    private static final int CHANGES = 10_000;
    private static final int ROUNDS = 1_000;
    private static final PrintStream OUT = System.out;

    private SnapshotRun() {}

    public static void main(String[] args) throws Exception {
        OUT.println(Machine.line() + ", -Xmx256m");
        Process child = ChildJvm.start(List.of("-Xmx256m"), Walks.class);
        try {
            child.inputReader().lines().forEach(OUT::println);
            if (child.waitFor() != 0) {
                throw new IllegalStateException("The walks ended with " + child.exitValue());
            }
        } finally {
            child.destroyForcibly();
        }
    }

    /** The process with the heap of 256 MB. */
    static final class Walks {
        private final SegmentsClient client;
        private final SandboxSegments segments;
        private final List<String> toDelete = new ArrayList<>();

        private Walks(SegmentsClient client, SandboxSegments segments) {
            this.client = client;
            this.segments = segments;
        }

        public static void main(String[] args) throws Exception {
            try (Sandbox sandbox =
                            Sandbox.builder().segments(ROWS).noRateLimit().start();
                    SegmentsClient client = SegmentsClient.builder()
                            .baseUrl(sandbox.baseUrl())
                            .tenant(sandbox.tenant())
                            .accessToken(sandbox.accessToken())
                            .rateLimiter(RateLimiter.perSecond(10_000))
                            .build()) {
                new Walks(client, sandbox.segments()).run();
            }
        }

        private void run() throws Exception {
            OUT.printf("%-16s%10s%10s%12s  %s%n", "listing", "rows", "seconds", "live heap", "sha-256");
            String quiet = walk("quiet", new Semaphore(0));
            costs("before");
            Semaphore changes = new Semaphore(0);
            Thread changing = new Thread(() -> change(changes), "changes");
            changing.start();
            String during = walk("during changes", changes);
            changing.join();
            if (!during.equals(quiet)) {
                throw new IllegalStateException("The listing is not that of its first page");
            }
            costs("after");
            walk("after changes", new Semaphore(0));
        }

        /** Lists everything; each page lets as many changes happen while the next ones are asked for. */
        private String walk(String name, Semaphore changes) throws Exception {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long start = System.nanoTime();
            int rows = 0;
            for (SegmentPage page : client.list(ListOptions.pageSize(PAGE_SIZE)).pages()) {
                for (Segment segment : page.data()) {
                    digest.update((segment.id() + '\n').getBytes(StandardCharsets.UTF_8));
                    if (rows++ % (ROWS / CHANGES) == 0 && toDelete.size() < CHANGES) {
                        toDelete.add(segment.id());
                    }
                }
                changes.release(CHANGES / (ROWS / PAGE_SIZE));
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            System.gc();
            double live =
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
            String sum = HexFormat.of().formatHex(digest.digest());
            OUT.printf(Locale.ROOT, "%-16s%10d%10.1f%9.2f MB  %s%n", name, rows, seconds, live, sum.substring(0, 16));
            return sum;
        }

        private void change(Semaphore changes) {
            for (int i = 0; i < CHANGES; i++) {
                changes.acquireUninterruptibly();
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
            long[][] nanos = new long[places.size()][ROUNDS];
            for (int round = 0; round < 2 * ROUNDS; round++) {
                for (int place = 0; place < places.size(); place++) {
                    long start = System.nanoTime();
                    client.page(places.get(place));
                    nanos[place][round % ROUNDS] = System.nanoTime() - start;
                }
            }
            OUT.printf(
                    Locale.ROOT,
                    "a page %s, median of %d: %.0f us at the start, %.0f in the middle, %.0f at the end%n",
                    when,
                    ROUNDS,
                    median(nanos[0]),
                    median(nanos[1]),
                    median(nanos[2]));
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
