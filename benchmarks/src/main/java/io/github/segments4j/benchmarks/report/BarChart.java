package io.github.segments4j.benchmarks.report;

/** The medians of one measure of a table as an SVG: a bar for each contender. */
final class BarChart {
    private static final int LABELS = 250;
    private static final int BARS = 420;
    private static final int ROW = 20;

    static String of(Measure measure, Figures figures) {
        double most = figures.all().stream()
                .filter(figure -> figure.measure() == measure)
                .mapToDouble(Figures.Figure::value)
                .max()
                .orElse(1);
        StringBuilder rows = new StringBuilder(heading(ROW, measure.title));
        int y = ROW;
        for (String setting : figures.settings()) {
            if (figures.in(setting).measures().contains(measure)) {
                y += 2 * ROW;
                rows.append(heading(y, setting));
            }
            for (String who : figures.in(setting).who()) {
                double median = figures.median(setting, who, measure);
                if (!Double.isNaN(median)) {
                    y += ROW;
                    int width = (int) (BARS * median / Math.max(most, 1));
                    rows.append(bar(y, who, Math.max(1, width), measure.format(median)));
                }
            }
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="780" height="%1$d" viewBox="0 0 780 %1$d">
                <style>
                text { font: 12px sans-serif; fill: #1f2328 }
                .heading { font-weight: bold }
                .label { text-anchor: end }
                .ours { fill: #0969da }
                .other { fill: #afb8c1 }
                </style>
                <rect fill="#ffffff" width="780" height="%1$d"/>
                %2$s</svg>
                """.formatted(y + ROW, rows);
    }

    private static String heading(int y, String text) {
        return "<text class=\"heading\" x=\"8\" y=\"%d\">%s</text>\n".formatted(y, text);
    }

    private static String bar(int y, String who, int width, String value) {
        return """
                <text class="label" x="%d" y="%d">%s</text>
                <rect class="%s" x="%d" y="%d" width="%d" height="14"/>
                <text x="%d" y="%d">%s</text>
                """.formatted(
                        LABELS - 8,
                        y,
                        who,
                        who.startsWith(Table.OURS) ? "ours" : "other",
                        LABELS,
                        y - 11,
                        width,
                        LABELS + width + 6,
                        y,
                        value);
    }
}
