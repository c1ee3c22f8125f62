package io.github.segments4j.benchmarks.report;

import java.util.function.DoubleFunction;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleFunction;

/** A statement about this project that the figures of a table must confirm. */
record Promise(
        String statement, ToDoubleFunction<Figures> figure, DoublePredicate bound, DoubleFunction<String> format) {
    /** A promise, held against the figures. */
    record Outcome(String statement, String measured, String kept) {}

    Outcome check(Figures figures) {
        double value = figure.applyAsDouble(figures);
        return Double.isNaN(value)
                ? new Outcome(statement, "not measured", "")
                : new Outcome(statement, format.apply(value), bound.test(value) ? "yes" : "**no**");
    }
}
