package io.github.segments4j.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What the figures depend on. */
final class Machine {
    private Machine() {}

    static String line() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return String.format(
                Locale.ROOT,
                "%d cores, %.0f GB of memory, load %.1f at the start, JDK %s, %s %s",
                system.getAvailableProcessors(),
                system.getTotalMemorySize() / 1e9,
                system.getSystemLoadAverage(),
                Runtime.version(),
                system.getName(),
                system.getArch());
    }
}
