package io.github.segments4j.benchmarks.report;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The figures of all rounds of a table. A figure that was not measured is {@link Double#NaN}. */
public record Figures(List<Figure> all) implements Serializable {
    public Figures {
        all = List.copyOf(all);
    }

    public List<String> settings() {
        return all.stream().map(Figure::setting).distinct().toList();
    }

    /** The contenders, this project's own first. */
    List<String> who() {
        return all.stream()
                .map(Figure::who)
                .distinct()
                .sorted(Comparator.comparing(who -> !who.startsWith(Table.OURS)))
                .toList();
    }

    List<Measure> measures() {
        return all.stream().map(Figure::measure).distinct().sorted().toList();
    }

    Figures in(String setting) {
        return new Figures(
                all.stream().filter(figure -> figure.setting().equals(setting)).toList());
    }

    /** The formula of a promise: one contender's median. */
    public static ToDoubleFunction<Figures> medianOf(String setting, String who, Measure measure) {
        return figures -> figures.median(setting, who, measure);
    }

    /** The formula of a promise: one contender's median, divided by another's. */
    public static ToDoubleFunction<Figures> ratioOf(String setting, String who, String other, Measure measure) {
        return figures -> figures.ratio(setting, who, other, measure);
    }

    public double median(String setting, String who, Measure measure) {
        List<Double> sorted = sorted(setting, who, measure);
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }

    public double ratio(String setting, String who, String other, Measure measure) {
        return median(setting, who, measure) / median(setting, other, measure);
    }

    /** The figures of all rounds, from the lowest to the highest. */
    public List<Double> sorted(String setting, String who, Measure measure) {
        return in(setting).all.stream()
                .filter(figure -> figure.who().equals(who) && figure.measure() == measure)
                .map(Figure::value)
                .sorted()
                .toList();
    }
}
