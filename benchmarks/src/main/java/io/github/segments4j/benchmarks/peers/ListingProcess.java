package io.github.segments4j.benchmarks.peers;

import com.sun.management.ThreadMXBean;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Scanner;
import java.util.stream.LongStream;

/**
 * A client in a process of its own, in Java or another language. The process prints a line when it is ready. Then it
 * lists for each page size that it reads, and prints the number of rows, and in Java the number of bytes allocated.
 */
public record ListingProcess(String who, Child child) implements Lister, Closeable {
    /** What one listing took; in other languages than Java, the number of bytes is {@link Double#NaN}. */
    public record Cost(long rows, double nanos, double cpuNanos, double bytes) {}

    /** Opens a lister in the other JVM. */
    public interface Task extends Child.Task<String> {
        Lister open();

        @Override
        default String run() throws Exception {
            Lister lister = open();
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
    }

    public static ListingProcess java(String who, List<String> options, Task task) throws IOException {
        return new ListingProcess(who, Child.jvm(options, task));
    }

    /** The bytes that all living threads have allocated. No client ends a thread while it lists. */
    private static long allocated() {
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        return LongStream.of(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }

    public ListingProcess awaitReady() throws IOException {
        child.readLine();
        return this;
    }

    @Override
    public long list(int pageSize) throws IOException {
        return measure(pageSize).rows();
    }

    public Cost measure(int pageSize) throws IOException {
        double cpu = child.cpu().toNanos();
        long start = System.nanoTime();
        String[] answer = child.ask("" + pageSize).split(" ", -1);
        double nanos = System.nanoTime() - start;
        double bytes = answer.length > 1 ? Double.parseDouble(answer[1]) : Double.NaN;
        return new Cost(Long.parseLong(answer[0]), nanos, child.cpu().toNanos() - cpu, bytes);
    }

    @Override
    public void close() {
        child.close();
    }
}
