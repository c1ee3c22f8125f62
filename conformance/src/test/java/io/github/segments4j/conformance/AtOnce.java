package io.github.segments4j.conformance;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * Tests that run several at once, after all tests before them and before all tests after them. JUnit would start the
 * concurrent tests of a class together with the others.
 */
final class AtOnce {
    private final int threads;
    private final List<FutureTask<Void>> tasks = new ArrayList<>();
    private boolean isStarted;

    AtOnce(int threads) {
        this.threads = threads;
    }

    /** Returns a test. The first one of all that JUnit runs starts all of them. */
    DynamicTest test(String name, Executable body) {
        FutureTask<Void> task = new FutureTask<>(() -> {
            try {
                body.execute();
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
            return null;
        });
        tasks.add(task);
        return dynamicTest(name, () -> {
            start();
            try {
                task.get();
            } catch (ExecutionException e) {
                throw e.getCause();
            }
        });
    }

    private void start() {
        if (!isStarted) {
            isStarted = true;
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            tasks.forEach(pool::execute);
            pool.shutdown();
        }
    }
}
