package io.github.segments4j.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What the numbers below it depend on. */
final class Machine {
    private Machine() {}

    static String line() {
        return String.format(
                Locale.ROOT,
                "%d cores, load %.1f, JDK %s, %s %s",
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.version(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"));
    }
}
