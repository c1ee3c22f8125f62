package io.github.segments4j.sandbox.admin;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Hands a line for each request to its reader, on a thread of its own: one that is slow holds no request up. */
public final class AccessLog implements AutoCloseable {
    /** Lines that wait for the reader; more are left out. Our choice. */
    private static final int MOST = 10_000;

    private static final long PATIENCE_MILLIS = 1_000;

    /** A decoded path may hold what ends a line or drives a terminal. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private static final String END = "";

    private final Consumer<String> reader;
    private final BlockingQueue<String> lines;
    private final AtomicInteger leftOut = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "segments-sandbox-access-log");

    public AccessLog(Consumer<String> reader) {
        this(reader, MOST);
    }

    public AccessLog(Consumer<String> reader, int most) {
        this.reader = reader;
        lines = new ArrayBlockingQueue<>(most);
        thread.setDaemon(true);
        thread.start();
    }

    public void add(String line) {
        if (!lines.offer(line)) {
            leftOut.incrementAndGet();
        }
    }

    private void run() {
        try {
            for (String line = lines.take(); !line.equals(END); line = lines.take()) {
                read(line);
                int count = leftOut.getAndSet(0);
                if (count > 0) {
                    read(count + " requests are left out here: the access log is read too slowly");
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

    /** What has been added is read first, but a reader that takes long is not waited for. */
    @Override
    public void close() {
        if (!lines.offer(END) || Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
