package io.github.segments4j.benchmarks.report;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What is measured, in which unit. The first ones are compared with the baseline. */
public enum Measure {
    ROWS_PER_SECOND("rows/s", 0.10),
    CPU_PER_PAGE("CPU µs/page", 0.15),
    /** Hardly varies from run to run. */
    ALLOCATED_PER_PAGE("kB allocated/page", 0.03),
    PAGE_MICROS("µs/page", 0.10),
    PAGES_PER_SECOND("pages/s", 0.15),
    START_MILLIS("start ms", 0.20),
    TOTAL_MILLIS("total ms", 0.15),
    PEAK_MEMORY("peak MB"),
    RESIDENT_MEMORY("MB"),
    LIVE_HEAP("live heap MB"),
    NANOS_PER_ROW("ns/row"),
    REFUSED("refused"),
    REFUSED_PER_PAGE("refused per page"),
    REFUSED_SETTLED("% refused after 10 s"),
    SHARE_OF_LIMIT("% of 10/s"),
    SHARE_OF_QUOTA("% of the limit"),
    MOST_TO_FEWEST("most/fewest pages"),
    LOST("% of the pages of 20 s lost"),
    RECOVERED("s to the full pace"),
    SHARE_MEANWHILE("% of 10/s meanwhile"),
    LONGEST_GAP("longest s without a page"),
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
    FEWEST_PAGES("fewest pages in a round"),
    MORE_HEAP("MB of live heap more than for 1,000 rows"),
    RELATIVE_TIME("ns/row relative to 100,000 rows"),
    SHARE_OF_ALLOWED("of the time promised"),
    SAME_ROWS("same rows as without changes"),
    INTERRUPTED("an interrupt ends it"),
    STALL_ENDS("a stalled answer ends"),
    DRIP_ENDS("a dripping body ends"),
    CUT_SEEN("a truncated body is an error"),
    ERROR_SEEN("a 503 is an error"),
    REPEAT_SEEN("a repeated token is an error"),
    CONNECTIONS("connections for 200 pages");

    private static final Set<Measure> MORE_IS_BETTER = EnumSet.of(ROWS_PER_SECOND, PAGES_PER_SECOND);
    private static final Set<Measure> YES_OR_NO = EnumSet.range(SAME_ROWS, REPEAT_SEEN);

    final String title;

    /** How large a change may be by chance, as a share of the baseline; infinite if it is not compared. */
    final double tolerance;

    Measure(String title) {
        this(title, Double.POSITIVE_INFINITY);
    }

    Measure(String title, double tolerance) {
        this.title = title;
        this.tolerance = tolerance;
    }

    /** A change since the baseline, as a share of it. */
    String verdict(double change) {
        boolean better = change > 0 == MORE_IS_BETTER.contains(this);
        return Math.abs(change) <= tolerance ? "the same" : better ? "better" : "**worse**";
    }

    /** For a table; empty if it was not measured. */
    String format(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        if (YES_OR_NO.contains(this)) {
            return value > 0 ? "yes" : "no";
        }
        boolean whole = value == Math.rint(value) || Math.abs(value) >= 100;
        return String.format(Locale.ROOT, whole ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    }
}
