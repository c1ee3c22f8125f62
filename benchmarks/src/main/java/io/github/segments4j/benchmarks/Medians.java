package io.github.segments4j.benchmarks;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Figures of several rounds, taken together. */
record Medians(List<Figure> figures) {
    Medians {
        figures = List.copyOf(figures);
    }

    /** Lowest, middle and highest. */
    record Spread(double lowest, double median, double highest) {}

    Collection<String> settings() {
        return figures.stream().map(Figure::setting).distinct().collect(Collectors.toList());
    }

    /** Ours first. */
    Collection<String> who(String setting) {
        return figures.stream()
                .filter(figure -> figure.setting().equals(setting))
                .map(Figure::who)
                .distinct()
                .sorted(Comparator.comparing(who -> !who.startsWith(Figure.OURS)))
                .collect(Collectors.toList());
    }

    Collection<Measure> measures(String setting) {
        return figures.stream()
                .filter(figure -> figure.setting().equals(setting))
                .map(Figure::measure)
                .distinct()
                .sorted()
                .collect(Collectors.toList());
    }

    boolean has(String setting, String who, Measure measure) {
        return values(setting, who, measure).length > 0;
    }

    Spread spread(String setting, String who, Measure measure) {
        double[] values = values(setting, who, measure);
        if (values.length == 0) {
            throw new IllegalArgumentException("There is no figure of " + who + ", " + setting + ": " + measure.title);
        }
        return new Spread(values[0], values[values.length / 2], values[values.length - 1]);
    }

    double median(String setting, String who, Measure measure) {
        return spread(setting, who, measure).median();
    }

    OptionalDouble find(String setting, String who, Measure measure) {
        return has(setting, who, measure) ? OptionalDouble.of(median(setting, who, measure)) : OptionalDouble.empty();
    }

    private double[] values(String setting, String who, Measure measure) {
        return figures.stream()
                .filter(figure ->
                        figure.setting().equals(setting) && figure.who().equals(who) && figure.measure() == measure)
                .mapToDouble(Figure::value)
                .sorted()
                .toArray();
    }
}
