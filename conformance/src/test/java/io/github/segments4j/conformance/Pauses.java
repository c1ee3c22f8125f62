package io.github.segments4j.conformance;

import java.time.Duration;

/**
 * Measures how long this machine delays a thread that is ready to run. A client allows for delays of 40 ms in its
 * pace. If the machine delays it for longer, a refused request is not the fault of the client.
 */
final class Pauses implements AutoCloseable {
    /** Half of the delay that a client allows for, because the watcher does not notice every pause. */
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
            // close() stops the watcher.
        }
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
