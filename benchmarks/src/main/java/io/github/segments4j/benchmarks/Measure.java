package io.github.segments4j.benchmarks;

import java.util.Locale;

/** What can be measured, in which unit, and how much of a change is more than chance. */
enum Measure {
    ROWS_PER_SECOND("rows/s", Better.MORE, Against.REFERENCE, 0.10),
    CPU_PER_PAGE("CPU µs/page", Better.LESS, Against.REFERENCE, 0.15),
    /** Hardly a matter of chance. */
    ALLOCATED_PER_PAGE("kB allocated/page", Better.LESS, Against.ITSELF, 0.03),
    PEAK_MEMORY("peak MB", Better.LESS, Against.NOTHING, 0),
    RESIDENT_MEMORY("MB", Better.LESS, Against.NOTHING, 0),
    LIVE_HEAP("live heap MB", Better.LESS, Against.NOTHING, 0),
    NANOS_PER_ROW("ns/row", Better.LESS, Against.NOTHING, 0),
    CPU_NANOS_PER_ROW("CPU ns/row", Better.LESS, Against.NOTHING, 0),
    PAGE_MICROS("µs/page", Better.LESS, Against.REFERENCE, 0.10),
    PAGES_PER_SECOND("pages/s", Better.MORE, Against.REFERENCE, 0.15),
    START_MILLIS("start ms", Better.LESS, Against.REFERENCE, 0.20),
    FIRST_BYTE_MILLIS("first byte ms", Better.LESS, Against.REFERENCE, 0.15),
    TOTAL_MILLIS("total ms", Better.LESS, Against.REFERENCE, 0.15),
    REFUSED("refused", Better.LESS, Against.NOTHING, 0),
    REFUSED_PER_PAGE("refused per page", Better.LESS, Against.NOTHING, 0),
    REFUSED_SETTLED("% refused after 10 s", Better.LESS, Against.NOTHING, 0),
    SHARE_OF_LIMIT("% of 10/s", Better.MORE, Against.NOTHING, 0),
    FIRST_5("s to 5 pages", Better.LESS, Against.NOTHING, 0),
    FIRST_10("s to 10", Better.LESS, Against.NOTHING, 0),
    FIRST_20("s to 20", Better.LESS, Against.NOTHING, 0),
    PAGES("pages", Better.MORE, Against.NOTHING, 0),
    MISSING("pages missing", Better.LESS, Against.NOTHING, 0),
    REQUESTS("requests", Better.LESS, Against.NOTHING, 0),
    SECONDS("seconds", Better.LESS, Against.NOTHING, 0),
    SLOWEST_TO_FASTEST("slowest/fastest", Better.LESS, Against.NOTHING, 0),
    CPU_SHARE("% of a core", Better.LESS, Against.NOTHING, 0),
    SPEED_UP("times as fast", Better.MORE, Against.NOTHING, 0),
    SAME_ROWS("rows of its first page's moment", Better.MORE, Against.NOTHING, 0),
    INTERRUPTED("an interrupt ends it", Better.MORE, Against.NOTHING, 0),
    STALL_ENDS("a stalled answer ends", Better.MORE, Against.NOTHING, 0),
    DRIP_ENDS("a dripping body ends", Better.MORE, Against.NOTHING, 0),
    CUT_SEEN("a body cut short is an error", Better.MORE, Against.NOTHING, 0),
    CONNECTIONS("connections for 200 pages", Better.LESS, Against.NOTHING, 0);

    enum Better {
        MORE,
        LESS
    }

    /** What a figure is divided by before it is held against the baseline, which is from another machine. */
    enum Against {
        ITSELF,
        REFERENCE,
        NOTHING
    }

    final String title;
    final Better better;
    final Against against;

    /** A share of the baseline. */
    final double tolerance;

    Measure(String title, Better better, Against against, double tolerance) {
        this.title = title;
        this.better = better;
        this.against = against;
        this.tolerance = tolerance;
    }

    String shown(double value) {
        return switch (this) {
            case SAME_ROWS, INTERRUPTED, STALL_ENDS, DRIP_ENDS, CUT_SEEN -> value > 0 ? "yes" : "no";
            default -> {
                double size = Math.abs(value);
                boolean whole = value == Math.rint(value);
                yield String.format(Locale.ROOT, whole || size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
            }
        };
    }
}
