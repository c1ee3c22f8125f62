package io.github.segments4j.benchmarks.report;

/** How much to measure. */
public enum Scale {
    /** Shows that the benchmarks run. The figures mean nothing. */
    SMOKE,
    /** Each table takes less than 3 minutes. */
    NORMAL,
    /** Adds the measurements that take longer. */
    LARGE
}
