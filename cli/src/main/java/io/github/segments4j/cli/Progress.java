package io.github.segments4j.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/** What a person sees of an export: a bar while it runs, if it is a terminal, and one line at its end. */
final class Progress {
    private static final int BAR = 30;

    /** Often enough to look alive, rarely enough to cost nothing. */
    private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();

    private final PrintWriter err;
    private final boolean bar;
    private final boolean summary;
    private final long start = System.nanoTime();
    private long drawn = start - REDRAW_NANOS;
    private boolean visible;
    private long rows;
    private long pages;
    private OptionalLong total = OptionalLong.empty();

    /**
     * @param bar whether to draw one
     * @param summary whether to say the line at the end
     */
    Progress(PrintWriter err, boolean bar, boolean summary) {
        this.err = err;
        this.bar = bar;
        this.summary = summary;
    }

    /** Counts what an earlier run has written. */
    void resumed(Checkpoint from) {
        rows = from.rows();
        pages = from.pages();
    }

    void page(int rowsOfPage, OptionalLong totalOfPage) {
        rows += rowsOfPage;
        pages++;
        total = totalOfPage.isPresent() ? totalOfPage : total;
        if (bar && System.nanoTime() - drawn >= REDRAW_NANOS) {
            drawn = System.nanoTime();
            visible = true;
            err.print("\r\u001b[K" + line());
            err.flush();
        }
    }

    /** Leaves the terminal as it was, for whatever is said next. */
    void wipe() {
        if (visible) {
            visible = false;
            err.print("\r\u001b[K");
            err.flush();
        }
    }

    void done(String where) {
        wipe();
        if (summary) {
            err.println(counted()
                    + String.format(Locale.ROOT, ", %.1f seconds", (System.nanoTime() - start) / 1e9)
                    + where);
        }
    }

    private String line() {
        if (total.isEmpty() || total.getAsLong() == 0) {
            return counted();
        }
        double share = Math.min(1, rows / (double) total.getAsLong());
        int full = (int) (share * BAR);
        return String.format(
                Locale.ROOT,
                "[%s%s] %3d %%  %s",
                "#".repeat(full),
                "-".repeat(BAR - full),
                (int) (share * 100),
                counted());
    }

    private String counted() {
        return total.isEmpty() ? counted(rows, pages) : rows + " of " + total.getAsLong() + " rows" + in(pages);
    }

    static String counted(long rows, long pages) {
        return rows + (rows == 1 ? " row" : " rows") + in(pages);
    }

    private static String in(long pages) {
        return " in " + pages + (pages == 1 ? " page" : " pages");
    }
}
