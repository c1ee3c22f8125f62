package io.github.segments4j.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/**
 * A Java client in a process of its own. For each page size that it reads, it lists everything once, and
 * says how many rows came, and what they took: nanoseconds, nanoseconds of CPU, bytes allocated, most kilobytes resident.
 */
final class ListingProgram {
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private ListingProgram() {}

    public static void main(String[] args) throws Exception {
        Target target = new Target(args[1], args[2], args[3]);
        try (Lister lister = JavaClient.valueOf(args[0]).open(target);
                BufferedReader commands =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                long bytes = allocated();
                long cpu = PROCESS.getProcessCpuTime();
                long start = System.nanoTime();
                long rows = lister.list(Integer.parseInt(line));
                long nanos = System.nanoTime() - start;
                System.out.println(rows + " " + nanos + " " + (PROCESS.getProcessCpuTime() - cpu) + " "
                        + (allocated() - bytes) + " "
                        + ResidentMemory.peakKilobytes(ProcessHandle.current().pid()));
            }
        }
        System.exit(0); // Some clients leave threads behind.
    }

    /** Of all threads that there are; none of the clients ends one while it lists. */
    private static long allocated() {
        long sum = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }
}
