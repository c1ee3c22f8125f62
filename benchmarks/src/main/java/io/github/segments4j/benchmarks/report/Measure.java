package io.github.segments4j.benchmarks.report;

import java.util.Locale;

/** What is measured, in which unit, and how it is compared with the baseline. */
public enum Measure {
    ROWS_PER_SECOND("rows/s", Better.MORE, Scaling.BY_REFERENCE, 0.10),
    CPU_PER_PAGE("CPU µs/page", Better.LESS, Scaling.BY_REFERENCE, 0.15),
    /** Hardly varies from run to run. */
    ALLOCATED_PER_PAGE("kB allocated/page", Better.LESS, Scaling.NONE, 0.03),
    PEAK_MEMORY("peak MB"),
    RESIDENT_MEMORY("MB"),
    LIVE_HEAP("live heap MB"),
    NANOS_PER_ROW("ns/row"),
    CPU_NANOS_PER_ROW("CPU ns/row"),
    PAGE_MICROS("µs/page", Better.LESS, Scaling.BY_REFERENCE, 0.10),
    PAGES_PER_SECOND("pages/s", Better.MORE, Scaling.BY_REFERENCE, 0.15),
    START_MILLIS("start ms", Better.LESS, Scaling.BY_REFERENCE, 0.20),
    FIRST_BYTE_MILLIS("first byte ms", Better.LESS, Scaling.BY_REFERENCE, 0.15),
    TOTAL_MILLIS("total ms", Better.LESS, Scaling.BY_REFERENCE, 0.15),
    REFUSED("refused"),
    REFUSED_PER_PAGE("refused per page"),
    REFUSED_SETTLED("% refused after 10 s"),
    SHARE_OF_LIMIT("% of 10/s"),
    FIRST_5("s to 5 pages"),
    FIRST_10("s to 10"),
    FIRST_20("s to 20"),
    PAGES("pages"),
    MISSING("pages missing"),
    REQUESTS("requests"),
    SECONDS("seconds"),
    SLOWEST_TO_FASTEST("slowest/fastest"),
    CPU_SHARE("% of a core"),
    SPEED_UP("times as fast"),
    SAME_ROWS("same rows as without changes"),
    INTERRUPTED("an interrupt ends it"),
    STALL_ENDS("a stalled answer ends"),
    DRIP_ENDS("a dripping body ends"),
    CUT_SEEN("a truncated body is an error"),
    ERROR_SEEN("a 503 is an error"),
    REPEAT_SEEN("a repeated token is an error"),
    CONNECTIONS("connections for 200 pages");

    enum Better {
        MORE,
        LESS
    }

    /** What a figure is divided by before it is compared with the baseline, which may come from another machine. */
    enum Scaling {
        NONE,
        BY_REFERENCE,
        NOT_COMPARED
    }

    final String title;
    final Better better;
    final Scaling scaling;

    /** How large a change may be by chance, as a share of the baseline. */
    final double tolerance;

    Measure(String title) {
        this(title, Better.LESS, Scaling.NOT_COMPARED, 0);
    }

    Measure(String title, Better better, Scaling scaling, double tolerance) {
        this.title = title;
        this.better = better;
        this.scaling = scaling;
        this.tolerance = tolerance;
    }

    public String title() {
        return title;
    }

    /** For a table; empty if it was not measured. */
    String format(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        return switch (this) {
            case SAME_ROWS, INTERRUPTED, STALL_ENDS, DRIP_ENDS, CUT_SEEN, ERROR_SEEN, REPEAT_SEEN ->
                value > 0 ? "yes" : "no";
            default -> {
                double size = Math.abs(value);
                boolean whole = value == Math.rint(value);
                yield String.format(Locale.ROOT, whole || size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
            }
        };
    }
}
