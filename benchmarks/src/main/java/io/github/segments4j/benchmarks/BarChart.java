package io.github.segments4j.benchmarks;

import java.util.Locale;

/** One measure of a table as an SVG: a bar for each median, with a line from the lowest to the highest round. */
final class BarChart {
    private static final int LABEL = 250;
    private static final int BARS = 420;
    private static final int NUMBER = 110;
    private static final int ROW = 20;
    private static final String INK = "#1f2328";
    private static final String OURS = "#0969da";
    private static final String OTHERS = "#afb8c1";

    private BarChart() {}

    static String of(String title, Measure measure, Medians figures) {
        double most = figures.figures().stream()
                .filter(figure -> figure.measure() == measure)
                .mapToDouble(Figure::value)
                .max()
                .orElse(1);
        StringBuilder body = new StringBuilder();
        int y = 28;
        text(body, 8, y - 10, "start", "bold", title + ": " + measure.title);
        for (String setting : figures.settings()) {
            if (figures.measures(setting).contains(measure)) {
                y += ROW;
                text(body, 8, y - 5, "start", "bold", setting);
                for (String who : figures.who(setting)) {
                    if (figures.has(setting, who, measure)) {
                        bar(body, y, who, measure, figures.spread(setting, who, measure), most);
                        y += ROW;
                    }
                }
            }
        }
        int width = LABEL + BARS + NUMBER;
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                                + " font-family=\"sans-serif\" font-size=\"12\">%n"
                                + "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n",
                        width,
                        y + 8,
                        width,
                        y + 8)
                + body + "</svg>\n";
    }

    private static void bar(
            StringBuilder body, int y, String who, Measure measure, Medians.Spread spread, double most) {
        String color = who.startsWith(Figure.OURS) ? OURS : OTHERS;
        double unit = most > 0 ? BARS / most : 0;
        text(body, LABEL - 8, y + 14, "end", "normal", who);
        body.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                LABEL,
                y + 3,
                Math.max(1, spread.median() * unit),
                ROW - 6,
                color));
        body.append(String.format(
                Locale.ROOT,
                "<path d=\"M%.1f %dH%.1f\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                LABEL + spread.lowest() * unit,
                y + ROW / 2,
                LABEL + spread.highest() * unit,
                INK));
        text(
                body,
                LABEL + (int) (spread.highest() * unit) + 6,
                y + 14,
                "start",
                "normal",
                measure.shown(spread.median()));
    }

    private static void text(StringBuilder body, int x, int y, String anchor, String weight, String text) {
        body.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" font-weight=\"%s\" fill=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                weight,
                INK,
                text.replace("&", "&amp;").replace("<", "&lt;")));
    }
}
