package io.github.segments4j.benchmarks;

import io.github.segments4j.benchmarks.report.Measure;
import io.github.segments4j.benchmarks.report.Session;
import io.github.segments4j.sandbox.Sandbox;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** What does a page cost a client by itself? The figures hardly vary, so that small losses show. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PageCost {
    @Param({"OURS", "STREAMING", "DATABIND"})
    public JavaClient client = JavaClient.OURS;

    @Param({"100", "1000"})
    public int pageSize;

    private Lister.OfPages lister = (size, token) -> {
        throw new IllegalStateException("JMH calls open() first");
    };

    static void run(Session session) throws Exception {
        // Without it, JMH leaves a lock file behind and fails while another JMH runs on this machine.
        System.setProperty("jmh.ignoreLock", "true");
        String options = session.pick("-f 0 -wi 0 -i 1 -r 10ms", "-f 2 -wi 3 -w 1s -i 5 -r 1s");
        String all = options + " -prof gc -foe true -v silent " + PageCost.class.getName();
        for (RunResult result : new Runner(new CommandLineOptions(all.split(" ", -1))).run()) {
            String setting = "a page of " + result.getParams().getParam("pageSize");
            String who =
                    JavaClient.valueOf(result.getParams().getParam("client")).who();
            result.getBenchmarkResults().stream()
                    .flatMap(jvm -> jvm.getIterationResults().stream())
                    .forEach(iteration -> add(session, setting, who, iteration));
        }
    }

    private static void add(Session session, String setting, String who, IterationResult iteration) {
        double bytes = Objects.requireNonNull(iteration.getSecondaryResults().get("gc.alloc.rate.norm"))
                .getScore();
        session.add(
                setting, who, Measure.PAGE_MICROS, iteration.getPrimaryResult().getScore());
        session.add(setting, who, Measure.ALLOCATED_PER_PAGE, bytes / 1e3);
    }

    /** Takes the page from a sandbox, so that it is the same page as in the other tables. */
    @Setup
    public void open() throws Exception {
        try (Sandbox sandbox = Target.sandbox(2 * pageSize).start()) {
            Target target = Target.of(sandbox);
            HttpResponse<byte[]> page = new HandWritten(target).send(pageSize, null);
            HttpClient http = InMemoryPage.client(page);
            lister = switch (client) {
                case STREAMING -> new HandWritten(target, http).streaming();
                case DATABIND -> new HandWritten(target, http).databind();
                default ->
                    new SegmentsLister(
                            SegmentsLister.unlimited(target).attempts(1).httpClient(http));
            };
        }
    }

    /** Returns the page, so that the JVM cannot leave out any of the work. */
    @Benchmark
    public Object page() throws Exception {
        return lister.page(pageSize, null);
    }
}
