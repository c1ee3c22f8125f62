package io.github.segments4j.benchmarks;

import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.benchmarks.peers.SegmentsLister;
import io.github.segments4j.benchmarks.peers.Target;
import io.github.segments4j.benchmarks.report.Measure;
import io.github.segments4j.benchmarks.report.Session;
import io.github.segments4j.benchmarks.report.Table;
import io.github.segments4j.sandbox.Fault;
import io.github.segments4j.sandbox.Sandbox;
import java.time.Duration;

/** Does reading ahead help when the server and the reader take equally long for a page? */
final class ReadAheadTable {
    private static final String METHOD = """
            The server takes 200 ms for each of 30 pages, and the reader takes as long. A perfect read-ahead would be
            twice as fast.
            """;

    static final Table TABLE = Table.of("read-ahead", "Read-ahead", METHOD, ReadAheadTable::run)
            .atLeast(
                    1.8,
                    "times as fast with one page ahead, where server and reader take equally long",
                    figures -> figures.median(figures.settings().get(0), who(1), Measure.SPEED_UP));

    private ReadAheadTable() {}

    private static void run(Session session) throws Exception {
        int pages = session.pick(3, 30);
        Duration each = session.pick(Duration.ofMillis(10), Duration.ofMillis(200));
        String setting = pages + " pages of " + each.toMillis() + " ms";
        double without = seconds(pages, each, 0);
        for (int ahead = 0; ahead <= 2; ahead++) {
            double seconds = ahead == 0 ? without : seconds(pages, each, ahead);
            session.add(setting, who(ahead), Measure.SECONDS, seconds);
            session.add(setting, who(ahead), Measure.SPEED_UP, without / seconds);
        }
    }

    private static String who(int ahead) {
        return Table.OURS + ", " + ahead + " ahead";
    }

    private static double seconds(int pages, Duration each, int ahead) throws InterruptedException {
        ListOptions options = ListOptions.pageSize(100).withReadAhead(ahead);
        try (Sandbox sandbox = Target.sandbox(pages * 100).start();
                SegmentsClient client =
                        SegmentsLister.unlimited(Target.of(sandbox)).build()) {
            sandbox.faults().always(Fault.latency(each));
            long start = System.nanoTime();
            for (var page : client.list(options).pages()) {
                Thread.sleep(page.data().isEmpty() ? 0 : each.toMillis());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            sandbox.requests().assertPages(pages);
            return seconds;
        }
    }
}
