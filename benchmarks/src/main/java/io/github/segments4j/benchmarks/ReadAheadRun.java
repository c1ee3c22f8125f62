package io.github.segments4j.benchmarks;

import io.github.segments4j.ListOptions;
import io.github.segments4j.RateLimiter;
import io.github.segments4j.SegmentPage;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * 30 pages from a server that takes 200 ms for one, to a reader that takes as long. Promised: a page read
 * ahead makes it 1.8 times as fast, and 2 would be perfect.
 */
final class ReadAheadRun {
    private static final int PAGES = 30;
    private static final int PAGE_SIZE = 100;
    private static final Duration TAKES = Duration.ofMillis(200);
    private static final PrintStream OUT = System.out;

    private ReadAheadRun() {}

    public static void main(String[] args) throws Exception {
        OUT.println(Machine.line());
        OUT.printf("%-12s%8s%10s%10s%n", "read ahead", "pages", "seconds", "faster");
        double without = 0;
        for (int readAhead = 0; readAhead <= 2; readAhead++) {
            double seconds = seconds(readAhead);
            without = readAhead == 0 ? seconds : without;
            OUT.printf(Locale.ROOT, "%-12d%8d%10.2f%9.2fx%n", readAhead, PAGES, seconds, without / seconds);
        }
    }

    private static double seconds(int readAhead) throws IOException, InterruptedException {
        try (Sandbox sandbox = Sandbox.builder()
                        .segments(PAGES * PAGE_SIZE)
                        .noRateLimit()
                        .start();
                Front front = new Front(sandbox, () -> TAKES);
                SegmentsClient client = SegmentsClient.builder()
                        .tenant(sandbox.tenant())
                        .accessToken(sandbox.accessToken())
                        .baseUrl(front.baseUrl())
                        .rateLimiter(RateLimiter.perSecond(1_000))
                        .build()) {
            int pages = 0;
            long start = System.nanoTime();
            for (SegmentPage page : client.list(ListOptions.pageSize(PAGE_SIZE).withReadAhead(readAhead))
                    .pages()) {
                Thread.sleep(TAKES.toMillis());
                pages += page.data().isEmpty() ? 0 : 1;
            }
            long end = System.nanoTime();
            if (pages != PAGES) {
                throw new IllegalStateException(pages + " pages came, not " + PAGES);
            }
            return (end - start) / 1e9;
        }
    }
}
