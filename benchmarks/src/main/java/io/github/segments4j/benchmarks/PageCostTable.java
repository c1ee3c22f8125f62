package io.github.segments4j.benchmarks;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What a page costs a client by itself: nearly nothing of it is chance, so that a small loss shows. */
final class PageCostTable implements Table {
    private static final List<JavaClient> CLIENTS =
            List.of(JavaClient.OURS, JavaClient.STREAMING, JavaClient.DATABIND, JavaClient.FEIGN);

    @Override
    public String name() {
        return "page-cost";
    }

    @Override
    public String title() {
        return "A page without a network";
    }

    @Override
    public String method() {
        return "From a client's call to the page that it returns, where the answer, always the same, is in memory"
                + " already: JMH, two JVMs for each figure, in each 5 rounds of a second after 3 to warm up.";
    }

    @Override
    public Optional<String> reference() {
        return Optional.of(JavaClient.STREAMING.title);
    }

    @Override
    public void run(Scale scale, Results results) throws Exception {
        // Whoever else measures on this machine is not stopped by it, and nothing is left in its folder.
        System.setProperty("jmh.ignoreLock", "true");
        TimeValue round = scale.pick(TimeValue.milliseconds(10), TimeValue.seconds(1));
        OptionsBuilder options = new OptionsBuilder();
        options.include(PageCost.class.getName())
                .param("client", CLIENTS.stream().map(Enum::name).toArray(String[]::new))
                .param("pageSize", scale.pick(new String[] {"10"}, new String[] {"100", "1000"}))
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.MICROSECONDS)
                .forks(scale.pick(0, 2))
                .warmupIterations(scale.pick(0, 3))
                .warmupTime(round)
                .measurementIterations(scale.pick(1, 5))
                .measurementTime(round)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        for (RunResult result : new Runner(options.build()).run()) {
            add(results, result);
        }
    }

    private static void add(Results results, RunResult result) {
        String setting = "a page of " + result.getParams().getParam("pageSize");
        String who = JavaClient.valueOf(result.getParams().getParam("client")).title;
        result.getBenchmarkResults().stream()
                .flatMap(jvm -> jvm.getIterationResults().stream())
                .forEach(round -> {
                    Result<?> allocated =
                            Objects.requireNonNull(round.getSecondaryResults().get("gc.alloc.rate.norm"));
                    results.add(
                            setting,
                            who,
                            Measure.PAGE_MICROS,
                            round.getPrimaryResult().getScore());
                    results.add(setting, who, Measure.ALLOCATED_PER_PAGE, allocated.getScore() / 1e3);
                });
    }
}
