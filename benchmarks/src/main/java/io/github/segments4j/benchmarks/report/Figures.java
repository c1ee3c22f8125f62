package io.github.segments4j.benchmarks.report;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/** The figures of all rounds of a table. */
public record Figures(List<Figure> all) implements Serializable {
    /**
     * One figure of one round.
     *
     * @param setting the conditions, such as the page size
     * @param who the contender
     */
    record Figure(String setting, String who, Measure measure, double value) implements Serializable {}

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

    /** The figures of all rounds, from the lowest to the highest. */
    public List<Double> sorted(String setting, String who, Measure measure) {
        return in(setting).all.stream()
                .filter(figure -> figure.who().equals(who) && figure.measure() == measure)
                .map(Figure::value)
                .sorted()
                .toList();
    }

    /** The middle one of the rounds; {@link Double#NaN} if it was not measured. */
    public double median(String setting, String who, Measure measure) {
        List<Double> sorted = sorted(setting, who, measure);
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }
}
