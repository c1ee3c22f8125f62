package io.github.segments4j.cli.rehearse;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs a program in several scenarios, some of them at the same time. Closing it ends the programs that run.
 *
 * <p>On a busy machine, requests may arrive closer to each other than they were sent. So a program that seems to exceed the
 * rate limit runs once more, with nothing beside it, and only that run counts.
 */
public final class Rehearsal implements AutoCloseable {
    private final Program program;
    private final Path logs;
    private final ExecutorService threads;
    private final IntConsumer progress;
    private final RunningPrograms running = new RunningPrograms();
    private final AtomicInteger done = new AtomicInteger();

    /**
     * Prepares a rehearsal.
     *
     * @param program what to rehearse
     * @param logs an existing folder for the output and the requests of runs that fail
     * @param jobs how many scenarios may run at the same time
     * @param progress receives the number of scenarios that are done, from any thread
     */
    public Rehearsal(Program program, Path logs, int jobs, IntConsumer progress) {
        this.program = program;
        this.logs = logs;
        threads = Executors.newFixedThreadPool(program.sharesFile() ? 1 : jobs);
        this.progress = progress;
    }

    /**
     * Runs the program in each scenario.
     *
     * @param scenarios the scenarios
     * @return the results, in the order of the scenarios
     * @throws IOException if a file can't be read or written
     * @throws InterruptedException if this thread is interrupted
     * @throws IllegalArgumentException if the program can't be run, or a scenario is not valid
     */
    public List<Result> run(List<Scenario> scenarios) throws IOException, InterruptedException {
        try {
            List<FutureTask<Result>> runs = new ArrayList<>();
            for (int i = 0; i < scenarios.size(); i++) {
                Scenario scenario = scenarios.get(i);
                Path folder = logs.resolve(folderName(i + 1, scenario));
                runs.add(new FutureTask<>(() -> run(scenario, folder)));
            }
            // A program that can't succeed retries until it gives up, so these take longest.
            List<Integer> together = IntStream.range(0, scenarios.size())
                    .filter(i -> !scenarios.get(i).alone())
                    .boxed()
                    .sorted(Comparator.comparing(i -> scenarios.get(i).ending() != Ending.FAILS))
                    .toList();
            together.forEach(i -> threads.execute(runs.get(i)));
            for (int i : together) {
                runs.get(i).get();
            }
            List<Result> results = new ArrayList<>();
            for (int i = 0; i < scenarios.size(); i++) {
                runs.get(i).run(); // Nothing runs beside it now. If it has run before, this does nothing.
                Result result = runs.get(i).get();
                results.add(
                        result.has(Problem.Kind.RATE)
                                ? run(scenarios.get(i), result.logs().orElseThrow())
                                : result);
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedIOException("the rehearsal has been interrupted");
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    private Result run(Scenario scenario, Path folder) throws IOException, InterruptedException {
        delete(folder);
        Result result = new ScenarioRun(program, scenario, folder).run(running);
        if (result.passed()) {
            deleteIfPossible(folder);
        }
        progress.accept(done.incrementAndGet());
        return result;
    }

    /**
     * Deletes a folder and what is in it. What can't be deleted stays: a program may have made a folder that can't be read.
     *
     * @param folder the folder; it need not exist
     */
    public static void deleteIfPossible(Path folder) {
        try {
            delete(folder);
        } catch (IOException | UncheckedIOException e) {
            // What could not be deleted stays.
        }
    }

    private static String folderName(int number, Scenario scenario) {
        String words = scenario.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return String.format(Locale.ROOT, "%02d-%s", number, words.substring(0, Math.min(words.length(), 50)));
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        running.close();
        try {
            threads.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
