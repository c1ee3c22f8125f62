package io.github.segments4j.benchmarks.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * A question that users ask before they adopt this project, how the answer is measured, and what it must be.
 *
 * @param name as in {@code benchmarks/run NAME}
 * @param reference the contender that stands for the speed of the machine; empty if nothing depends on it
 * @param charts the measures that are shown as bars too
 */
public record Table(
        String name, Measurement measurement, String reference, List<Measure> charts, List<Promise> promises) {
    /** The names of this project's own contenders start with it. */
    public static final String OURS = "segments4j";

    /** Measures, and adds the figures to the session. */
    public interface Measurement {
        void run(Session session) throws Exception;
    }

    record Promise(
            String statement, ToDoubleFunction<Figures> figure, DoublePredicate bound, DoubleFunction<String> format) {
        /** The statement, what was measured, and whether it is kept. */
        List<String> outcome(Figures figures) {
            double value = figure.applyAsDouble(figures);
            return Double.isNaN(value)
                    ? List.of(statement, "not measured", "")
                    : List.of(statement, format.apply(value), bound.test(value) ? "yes" : "**no**");
        }
    }

    public Table(String name, Measurement measurement) {
        this(name, measurement, "", List.of(), List.of());
    }

    public Table comparedWith(String who) {
        return new Table(name, measurement, who, charts, promises);
    }

    public Table charting(Measure... measures) {
        return new Table(name, measurement, reference, List.of(measures), promises);
    }

    public Table atLeast(double least, String what, ToDoubleFunction<Figures> figure) {
        return promising(what + ": at least " + plain(least), figure, value -> value >= least, Table::threeDigits);
    }

    public Table atMost(double most, String what, ToDoubleFunction<Figures> figure) {
        return promising(what + ": at most " + plain(most), figure, value -> value <= most, Table::threeDigits);
    }

    /** Promises that a figure of yes or no, 1 or 0, is yes. */
    public Table yes(String statement, ToDoubleFunction<Figures> figure) {
        return promising(statement, figure, value -> value > 0, value -> value > 0 ? "yes" : "no");
    }

    private Table promising(
            String statement, ToDoubleFunction<Figures> figure, DoublePredicate bound, DoubleFunction<String> format) {
        Promise promise = new Promise(statement, figure, bound, format);
        List<Promise> all = Stream.concat(promises.stream(), Stream.of(promise)).toList();
        return new Table(name, measurement, reference, charts, all);
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }

    private static String threeDigits(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.3g", value);
    }

    /** The title and what is measured, in Markdown: {@code NAME.md} among the resources. */
    public String page() throws IOException {
        try (InputStream page = Table.class.getResourceAsStream("/tables/" + name + ".md")) {
            return new String(Objects.requireNonNull(page).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
