package io.github.segments4j.benchmarks;

/** How much to measure. */
enum Scale {
    /** To see that it runs; the figures mean nothing. */
    SMOKE,
    /** A table within 3 minutes. */
    NORMAL,
    /** What takes longer too. */
    LARGE;

    <T> T pick(T smoke, T otherwise) {
        return this == SMOKE ? smoke : otherwise;
    }
}
