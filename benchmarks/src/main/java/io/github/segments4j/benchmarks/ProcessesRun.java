package io.github.segments4j.benchmarks;

import io.github.segments4j.ListOptions;
import io.github.segments4j.RateLimitedException;
import io.github.segments4j.SegmentPage;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.SegmentsEvent;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Several processes at once on one quota, each with a client that knows nothing of the others. Promised for
 * 4: no page is missing, less than 10 % are refused, and the slowest takes at most twice as long as the fastest.
 */
final class ProcessesRun {
    private static final int PAGES = 100;
    private static final PrintStream OUT = System.out;

    private ProcessesRun() {}

    public static void main(String[] args) throws Exception {
        OUT.println(Machine.line());
        OUT.printf(
                "%-10s%8s%10s%10s%10s%10s%10s%10s%10s%n",
                "processes", "pages", "missing", "refused", "share", "fastest", "slowest", "ratio", "of 10/s");
        List<String> counts = args.length == 0 ? List.of("1", "2", "4", "8") : List.of(args);
        for (String processes : counts) {
            run(Integer.parseInt(processes));
        }
    }

    private static void run(int processes) throws IOException, InterruptedException {
        List<Process> children = new ArrayList<>();
        try (Sandbox sandbox = Sandbox.builder().segments(PAGES * 100).start()) {
            for (int i = 0; i < processes; i++) {
                children.add(ChildJvm.start(
                        List.of(), Listing.class, sandbox.baseUrl(), sandbox.tenant(), sandbox.accessToken()));
            }
            for (Process child : children) {
                // Told that it is ready.
                child.inputReader().readLine();
            }
            for (Process child : children) {
                child.getOutputStream().close();
            }
            List<Result> results = new ArrayList<>();
            for (Process child : children) {
                results.add(Result.of(String.valueOf(child.inputReader().readLine())));
                child.waitFor();
            }
            print(results);
        } finally {
            children.forEach(Process::destroyForcibly);
        }
    }

    private static void print(List<Result> results) {
        int pages = results.stream().mapToInt(Result::pages).sum();
        int refused = results.stream().mapToInt(Result::refused).sum();
        double fastest = results.stream().mapToDouble(Result::seconds).min().orElseThrow();
        double slowest = results.stream().mapToDouble(Result::seconds).max().orElseThrow();
        OUT.printf(
                Locale.ROOT,
                "%-10d%8d%10d%10d%9.1f%%%8.1f s%8.1f s%10.2f%9.1f%%%n",
                results.size(),
                pages,
                results.size() * PAGES - pages,
                refused,
                100.0 * refused / (pages + refused),
                fastest,
                slowest,
                slowest / fastest,
                100 * pages / slowest / 10);
    }

    /** What a child says of itself, in one line. */
    private record Result(int pages, int refused, double seconds) {
        static Result of(String line) {
            String[] words = line.split(" ", -1);
            return new Result(Integer.parseInt(words[0]), Integer.parseInt(words[1]), Double.parseDouble(words[2]));
        }
    }

    /** One of the processes: waits until its stdin is closed, so that all begin together. */
    static final class Listing {
        private Listing() {}

        public static void main(String[] args) throws IOException {
            AtomicInteger refused = new AtomicInteger();
            try (SegmentsClient client = SegmentsClient.builder()
                    .baseUrl(args[0])
                    .tenant(args[1])
                    .accessToken(args[2])
                    .listener(event -> refused.addAndGet(isRefusal(event) ? 1 : 0))
                    .build()) {
                OUT.println("ready");
                System.in.readAllBytes();
                long start = System.nanoTime();
                int pages = 0;
                try {
                    for (SegmentPage page :
                            client.list(ListOptions.pageSize(100)).pages()) {
                        pages += page.data().isEmpty() ? 0 : 1;
                    }
                } catch (RateLimitedException e) {
                    // Seen in the table, as pages that are missing.
                    System.err.println(e.getMessage());
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                OUT.println(pages + " " + refused + " " + seconds);
            }
        }

        private static boolean isRefusal(SegmentsEvent event) {
            return event instanceof SegmentsEvent.Attempt attempt
                    && attempt.status().orElse(0) == 429;
        }
    }
}
