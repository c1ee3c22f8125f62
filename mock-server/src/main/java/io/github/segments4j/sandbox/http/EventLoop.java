package io.github.segments4j.sandbox.http;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One thread that does all that is due: on channels that are ready (what is attached to their key is run), at
 * a time, and what other threads leave to it.
 */
public final class EventLoop implements AutoCloseable {
    /** Something to do at a time, of {@link System#nanoTime()}. */
    public record Timer(long at, Runnable action) {}

    private final Selector selector;
    private final Queue<Runnable> left = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>((a, b) -> Long.signum(a.at() - b.at()));
    private final Thread thread = new Thread(this::run, "segments-sandbox");
    private volatile boolean isClosed;

    public EventLoop() throws IOException {
        selector = Selector.open();
    }

    public Selector selector() {
        return selector;
    }

    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** For any thread. */
    public void execute(Runnable action) {
        left.add(action);
        selector.wakeup();
    }

    public Timer after(Duration delay, Runnable action) {
        Timer timer = new Timer(System.nanoTime() + delay.toNanos(), action);
        timers.add(timer);
        return timer;
    }

    public void cancel(Timer timer) {
        timers.remove(timer);
    }

    private void run() {
        try {
            while (!isClosed) {
                selector.select(key -> attempt((Runnable) key.attachment()), patience());
                // No more than are there now: what they leave comes after the channels' next turn.
                for (int i = left.size(); i > 0; i--) {
                    attempt(left.remove());
                }
                while (!isClosed && !timers.isEmpty() && timers.element().at() - System.nanoTime() <= 0) {
                    attempt(timers.remove().action());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("The sandbox can't wait for its clients", e);
        } finally {
            end();
        }
    }

    /** Milliseconds until the next timer, rounded up: none is early. */
    private long patience() {
        if (timers.isEmpty()) {
            return 0;
        }
        long nanos = timers.element().at() - System.nanoTime();
        return Math.max(1, nanos / 1_000_000 + 1);
    }

    /** One that fails must not end what the others wait for; whoever it belongs to has cleared up. */
    private void attempt(Runnable action) {
        if (isClosed) {
            return;
        }
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private static void failed(Throwable e) {
        System.getLogger(EventLoop.class.getName()).log(System.Logger.Level.DEBUG, "A connection has failed", e);
    }

    private void end() {
        for (SelectionKey key : selector.keys()) {
            closeQuietly(key.channel());
        }
        closeQuietly(selector);
    }

    public static void closeQuietly(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception e) {
            // Nobody is left who could do something about it.
        }
    }

    /** Ends it, with all of its channels; an action that runs is waited for. */
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
