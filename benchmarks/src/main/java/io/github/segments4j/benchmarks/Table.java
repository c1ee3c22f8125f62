package io.github.segments4j.benchmarks;

import java.util.List;
import java.util.Optional;

/** One question that somebody asks before taking this up, and how its answer is measured. */
interface Table {
    /** As in {@code benchmarks/run NAME}. */
    String name();

    /** For a heading. */
    String title();

    /** What was done, in a paragraph. */
    String method();

    /** Measures, and says what came out. */
    void run(Scale scale, Results results) throws Exception;

    /** What is shown as bars too. */
    default List<Measure> charts() {
        return List.of();
    }

    /** Who is measured to tell machines apart: others are compared with the baseline as shares of it. */
    default Optional<String> reference() {
        return Optional.empty();
    }

    /** Held against the figures; only called when a full run has made them. */
    default List<Promise> promises(Medians figures) {
        return List.of();
    }
}
