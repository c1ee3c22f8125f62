package io.github.segments4j.sandbox.admin;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Passes log lines to a reader on a thread of its own, so that a slow reader delays no request. */
public final class AccessLog implements AutoCloseable {
    /** Our choice: how many lines may wait for the reader. Further lines are dropped. */
    private static final int CAPACITY = 10_000;

    private static final long CLOSE_TIMEOUT_MILLIS = 1_000;

    /** A decoded path may contain line ends and control characters of a terminal. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private static final String END = "";

    private final Consumer<String> reader;
    private final BlockingQueue<String> lines;
    private final AtomicInteger dropped = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "segments-sandbox-access-log");

    public AccessLog(Consumer<String> reader) {
        this(reader, CAPACITY);
    }

    AccessLog(Consumer<String> reader, int capacity) {
        this.reader = reader;
        lines = new ArrayBlockingQueue<>(capacity);
        thread.setDaemon(true);
        thread.start();
    }

    public void add(String line) {
        if (!lines.offer(line)) {
            dropped.incrementAndGet();
        }
    }

    private void run() {
        try {
            for (String line = lines.take(); !line.equals(END); line = lines.take()) {
                read(line);
                int count = dropped.getAndSet(0);
                if (count > 0) {
                    read(count + " requests are missing here: the access log is read too slowly");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(String line) {
        try {
            reader.accept(UNPRINTABLE.matcher(line).replaceAll("?"));
        } catch (RuntimeException e) {
            System.getLogger(AccessLog.class.getName()).log(System.Logger.Level.DEBUG, "The access log failed", e);
        }
    }

    /** Waits for the reader to read the lines that were added before, but not for long. */
    @Override
    public void close() {
        if (!lines.offer(END) || Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(CLOSE_TIMEOUT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
