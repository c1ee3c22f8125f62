package io.github.segments4j.conformance;

import java.time.Duration;

/**
 * Watches how long this machine keeps whoever is awake from running. A client that keeps a pace leaves 40 ms
 * for that: where the machine takes more, a refusal tells nothing.
 */
final class Pauses implements AutoCloseable {
    /** Half of what a client leaves: the watcher does not see every pause. */
    private static final Duration TOO_LONG = Duration.ofMillis(20);

    private static final Duration SLEEP = Duration.ofMillis(2);

    private final Thread watcher = new Thread(this::watch, "pauses");
    private volatile long longest;

    Pauses() {
        watcher.setDaemon(true);
        watcher.start();
    }

    boolean wereTooLong() {
        return longest > TOO_LONG.toNanos();
    }

    private void watch() {
        try {
            for (long before = System.nanoTime(); ; ) {
                Thread.sleep(SLEEP.toMillis());
                long now = System.nanoTime();
                longest = Math.max(longest, now - before - SLEEP.toNanos());
                before = now;
            }
        } catch (InterruptedException e) {
            // It is closed.
        }
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
