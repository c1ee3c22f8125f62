package io.github.segments4j.benchmarks.report;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The figures of all rounds of a table. A figure that was not measured is {@link Double#NaN}. */
public record Figures(List<Figure> all) implements Serializable {
    /** The lowest, the middle and the highest round. */
    record Spread(double lowest, double median, double highest) {}

    public Figures {
        all = List.copyOf(all);
    }

    public List<String> settings() {
        return all.stream().map(Figure::setting).distinct().toList();
    }

    /** The contenders in a setting, this project's own first. */
    List<String> who(String setting) {
        return in(setting)
                .map(Figure::who)
                .distinct()
                .sorted(Comparator.comparing(who -> !who.startsWith(Table.OURS)))
                .toList();
    }

    List<Measure> measures(String setting) {
        return in(setting).map(Figure::measure).distinct().sorted().toList();
    }

    public double median(String setting, String who, Measure measure) {
        return spread(setting, who, measure).median();
    }

    public double lowest(String setting, String who, Measure measure) {
        return spread(setting, who, measure).lowest();
    }

    /** One contender's median, divided by another's. */
    public double ratio(String setting, String who, String other, Measure measure) {
        return median(setting, who, measure) / median(setting, other, measure);
    }

    Spread spread(String setting, String who, Measure measure) {
        double[] values = in(setting)
                .filter(figure -> figure.who().equals(who) && figure.measure() == measure)
                .mapToDouble(Figure::value)
                .sorted()
                .toArray();
        return values.length == 0
                ? new Spread(Double.NaN, Double.NaN, Double.NaN)
                : new Spread(values[0], values[values.length / 2], values[values.length - 1]);
    }

    private Stream<Figure> in(String setting) {
        return all.stream().filter(figure -> figure.setting().equals(setting));
    }
}
