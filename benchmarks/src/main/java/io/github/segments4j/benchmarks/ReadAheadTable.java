package io.github.segments4j.benchmarks;

import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentPage;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Whether a page that is read ahead helps where server and reader take equally long. */
final class ReadAheadTable implements Table {
    private static final int PAGE_SIZE = 100;

    @Override
    public String name() {
        return "read-ahead";
    }

    @Override
    public String title() {
        return "Reading ahead";
    }

    @Override
    public String method() {
        return "30 pages from a server that takes 200 ms for one, to a reader that takes as long. Twice as fast would"
                + " be perfect.";
    }

    @Override
    public void run(Scale scale, Results results) throws Exception {
        int pages = scale.pick(3, 30);
        Duration takes = scale.pick(Duration.ofMillis(10), Duration.ofMillis(200));
        String setting = pages + " pages of " + takes.toMillis() + " ms";
        double without = 0;
        for (int ahead = 0; ahead <= 2; ahead++) {
            double seconds = seconds(pages, takes, ahead);
            without = ahead == 0 ? seconds : without;
            results.add(setting, who(ahead), Measure.SECONDS, seconds);
            results.add(setting, who(ahead), Measure.SPEED_UP, without / seconds);
        }
    }

    private static String who(int ahead) {
        return Figure.OURS + ", " + ahead + " ahead";
    }

    private static double seconds(int pages, Duration takes, int ahead) throws IOException, InterruptedException {
        try (Sandbox sandbox = Sandbox.builder()
                        .segments(pages * PAGE_SIZE)
                        .noRateLimit()
                        .start();
                Front front = new Front(sandbox, () -> takes);
                SegmentsClient client = SegmentsClient.builder()
                        .tenant(sandbox.tenant())
                        .accessToken(sandbox.accessToken())
                        .baseUrl(front.baseUrl())
                        .rateLimiter(new Unlimited())
                        .build()) {
            int got = 0;
            long start = System.nanoTime();
            for (SegmentPage page : client.list(ListOptions.pageSize(PAGE_SIZE).withReadAhead(ahead))
                    .pages()) {
                Thread.sleep(takes.toMillis());
                got += page.data().isEmpty() ? 0 : 1;
            }
            long end = System.nanoTime();
            if (got != pages) {
                throw new IllegalStateException(got + " pages came, not " + pages);
            }
            return (end - start) / 1e9;
        }
    }

    @Override
    public List<Promise> promises(Medians figures) {
        String setting = figures.settings().iterator().next();
        return List.of(Promise.atLeast(
                "as fast with one page ahead, where server and reader take equally long: at least 1.8 times",
                1.8,
                figures.median(setting, who(1), Measure.SPEED_UP)));
    }
}
