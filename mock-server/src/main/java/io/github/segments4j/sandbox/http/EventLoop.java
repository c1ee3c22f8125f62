package io.github.segments4j.sandbox.http;

import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A single thread that runs tasks from other threads, the {@link Runnable} attached to each channel that is ready,
 * and timers. A task that was queued before a client sent its request runs before that request is read.
 */
final class EventLoop implements AutoCloseable {
    /** An action and when to run it, in terms of {@link System#nanoTime()}. */
    record Timer(long at, Runnable action) {}

    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>((a, b) -> Long.signum(a.at() - b.at()));
    private final Thread thread = new Thread(this::run, "segments-sandbox");
    private volatile boolean isClosed;

    EventLoop() throws IOException {
        selector = Selector.open();
        thread.setDaemon(true);
    }

    Selector selector() {
        return selector;
    }

    void start() {
        thread.start();
    }

    /** Queues a task. Any thread may call this; all other methods but {@link #close} belong to the loop. */
    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    Timer schedule(Duration delay, Runnable action) {
        Timer timer = new Timer(System.nanoTime() + delay.toNanos(), action);
        timers.add(timer);
        return timer;
    }

    void cancel(Timer timer) {
        timers.remove(timer);
    }

    private void run() {
        try {
            while (!isClosed) {
                selector.select(millisToNextTimer());
                // Only the tasks that are queued now: what they queue themselves runs after the channels.
                for (int i = tasks.size(); i > 0; i--) {
                    attempt(tasks.remove());
                }
                selector.selectedKeys().forEach(key -> attempt((Runnable) key.attachment()));
                selector.selectedKeys().clear();
                while (!timers.isEmpty() && timers.element().at() - System.nanoTime() <= 0) {
                    attempt(timers.remove().action());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("The sandbox cannot wait for its clients", e);
        } finally {
            selector.keys().forEach(key -> closeQuietly(key.channel()));
            closeQuietly(selector);
        }
    }

    /** Rounded up, so that no timer fires early; 0 means no timeout. */
    private long millisToNextTimer() {
        if (timers.isEmpty()) {
            return 0;
        }
        return Math.max(1, (timers.element().at() - System.nanoTime()) / 1_000_000 + 1);
    }

    /** A failure must not end the loop; the failed connection has closed itself. */
    private void attempt(Runnable action) {
        if (isClosed) {
            return;
        }
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            System.getLogger(EventLoop.class.getName()).log(System.Logger.Level.DEBUG, "A connection has failed", e);
        }
    }

    static void closeQuietly(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception e) {
            // Nothing useful can be done if closing fails.
        }
    }

    /** Stops the loop and closes all of its channels. Waits for a running action, unless that action is the caller. */
    @Override
    public void close() {
        isClosed = true;
        selector.wakeup();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
