package io.github.segments4j.benchmarks.peers;

import com.sun.management.ThreadMXBean;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Scanner;
import java.util.stream.LongStream;

/**
 * A client in a process of its own, in Java or another language. The process prints a line when it is ready. Then it
 * lists for each page size that it reads, and prints the number of rows, and in Java the number of bytes allocated.
 */
public record ListingProcess(String who, Child child) implements Lister, Closeable {
    /** What one listing took; the bytes are -1 for other languages than Java. */
    public record Cost(long rows, Duration time, Duration cpu, long bytes) {}

    public static ListingProcess java(String who, List<String> options, Child.Task<Lister> opener) throws IOException {
        return new ListingProcess(who, Child.jvm(options, () -> serve(opener.run())));
    }

    private static String serve(Lister lister) throws Exception {
        System.out.println("ready");
        Scanner in = new Scanner(System.in, StandardCharsets.US_ASCII);
        while (in.hasNextInt()) {
            int pageSize = in.nextInt();
            long before = allocated();
            long rows = lister.list(pageSize);
            System.out.println(rows + " " + (allocated() - before));
        }
        return "";
    }

    /** The bytes that all living threads have allocated. No client ends a thread while it lists. */
    private static long allocated() {
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        return LongStream.of(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }

    /** Waits until its client is open. */
    public ListingProcess awaitReady() throws IOException {
        child.readLine();
        return this;
    }

    @Override
    public long list(int pageSize) throws IOException {
        return measure(pageSize).rows();
    }

    public Cost measure(int pageSize) throws IOException {
        Duration cpu = child.cpu();
        long start = System.nanoTime();
        String[] answer = child.ask("" + pageSize).split(" ", -1);
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        long bytes = answer.length > 1 ? Long.parseLong(answer[1]) : -1;
        return new Cost(Long.parseLong(answer[0]), time, child.cpu().minus(cpu), bytes);
    }

    @Override
    public void close() {
        child.close();
    }
}
