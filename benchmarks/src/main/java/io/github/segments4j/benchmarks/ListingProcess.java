package io.github.segments4j.benchmarks;

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
 * lists for each page size that it reads, and prints the rows, the nanoseconds, and in Java the bytes allocated.
 */
record ListingProcess(String who, Child child) implements Lister, Closeable {
    /** What one listing took; in other languages than Java, the number of bytes is {@link Double#NaN}. */
    record Cost(long rows, double nanos, double cpuNanos, double bytes) {}

    /** Opens a lister in the other JVM. */
    interface Task extends Child.Task<String> {
        Lister open();

        @Override
        default String run() throws Exception {
            Lister lister = open();
            System.out.println("ready");
            Scanner in = new Scanner(System.in, StandardCharsets.US_ASCII);
            while (in.hasNextInt()) {
                int pageSize = in.nextInt();
                long bytes = allocated();
                long start = System.nanoTime();
                long rows = lister.list(pageSize);
                System.out.println(rows + " " + (System.nanoTime() - start) + " " + (allocated() - bytes));
            }
            return "";
        }
    }

    static ListingProcess java(String who, List<String> options, Task task) throws IOException {
        return new ListingProcess(who, Child.jvm(options, task));
    }

    /** The bytes that all living threads have allocated. No client ends a thread while it lists. */
    private static long allocated() {
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        return LongStream.of(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }

    ListingProcess awaitReady() throws IOException {
        child.readLine();
        return this;
    }

    @Override
    public long list(int pageSize) throws IOException {
        return measure(pageSize).rows();
    }

    Cost measure(int pageSize) throws IOException {
        double cpu = child.cpuNanos();
        start(pageSize);
        Cost cost = await();
        return new Cost(cost.rows(), cost.nanos(), child.cpuNanos() - cpu, cost.bytes());
    }

    /** Starts a listing. */
    void start(int pageSize) throws IOException {
        child.writeLine("" + pageSize);
    }

    /** Waits for the end of the listing. The CPU is that of the whole process so far. */
    Cost await() throws IOException {
        String[] answer = child.readLine().split(" ", -1);
        double bytes = answer.length > 2 ? Double.parseDouble(answer[2]) : Double.NaN;
        return new Cost(Long.parseLong(answer[0]), Double.parseDouble(answer[1]), child.cpuNanos(), bytes);
    }

    @Override
    public void close() {
        child.close();
    }
}
