package io.github.segments4j.benchmarks;

import io.github.segments4j.ListOptions;
import io.github.segments4j.RateLimiter;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.generated.Segment;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * 1,000,000 rows listed in a JVM whose heap is 32 MB. Promised: it suffices, and what is live stays the same
 * from the first rows to the last.
 */
final class MemoryRun {
    private static final int ROWS = 1_000_000;
    private static final int PAGE_SIZE = 1_000;
    private static final PrintStream OUT = System.out;

    private MemoryRun() {}

    public static void main(String[] args) throws Exception {
        OUT.println(Machine.line() + ", -Xmx32m");
        OUT.printf("%10s%10s%14s%n", "rows", "seconds", "live heap");
        try (Sandbox sandbox = Sandbox.builder().segments(ROWS).noRateLimit().start()) {
            Process child = ChildJvm.start(
                    List.of("-Xmx32m"), Listing.class, sandbox.baseUrl(), sandbox.tenant(), sandbox.accessToken());
            try {
                child.inputReader().lines().forEach(OUT::println);
                if (child.waitFor() != 0) {
                    throw new IllegalStateException("The listing ended with " + child.exitValue());
                }
            } finally {
                child.destroyForcibly();
            }
        }
    }

    /** The process with the small heap. It writes as an export does, to nowhere. */
    static final class Listing {
        private Listing() {}

        public static void main(String[] args) throws IOException {
            try (SegmentsClient client = SegmentsClient.builder()
                            .baseUrl(args[0])
                            .tenant(args[1])
                            .accessToken(args[2])
                            .rateLimiter(RateLimiter.perSecond(1_000))
                            .build();
                    Writer nowhere = new OutputStreamWriter(OutputStream.nullOutputStream(), StandardCharsets.UTF_8)) {
                long start = System.nanoTime();
                int rows = 0;
                for (Segment segment : client.list(ListOptions.pageSize(PAGE_SIZE))) {
                    nowhere.append(segment.id())
                            .append(',')
                            .append(segment.name())
                            .append('\n');
                    rows++;
                    if (rows == ROWS / 10 || rows == ROWS / 2 || rows == ROWS) {
                        OUT.printf(
                                Locale.ROOT,
                                "%10d%10.1f%11.2f MB%n",
                                rows,
                                (System.nanoTime() - start) / 1e9,
                                live() / 1e6);
                    }
                }
                if (rows != ROWS) {
                    throw new IllegalStateException(rows + " rows came, not " + ROWS);
                }
            }
        }

        private static long live() {
            System.gc();
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }
    }
}
