package io.github.segments4j.cli;

import io.github.segments4j.cli.output.Checkpoint;
import io.github.segments4j.cli.output.RowCount;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Tells a person how a listing proceeds: a progress bar while it runs, on a terminal, and one line at its end. */
final class Progress {
    static final String CLEAR_LINE = "\r\u001b[K";

    private static final int BAR_WIDTH = 30;

    /** Often enough to look alive, rarely enough to cost nothing. */
    private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();

    private final Shell shell;
    private final boolean quiet;
    private final long start = System.nanoTime();
    private long drawn = start - REDRAW_NANOS;
    private boolean visible;
    private RowCount count;
    private OptionalLong total = OptionalLong.empty();

    Progress(Shell shell, boolean quiet, Optional<Checkpoint> resumed) {
        this.shell = shell;
        this.quiet = quiet;
        count = resumed.map(Checkpoint::count).orElse(new RowCount(0, 0));
    }

    void page(int rowsOfPage, OptionalLong totalOfPage) {
        count = new RowCount(count.rows() + rowsOfPage, count.pages() + 1);
        total = totalOfPage.isPresent() ? totalOfPage : total;
        if (!quiet && shell.terminal() && System.nanoTime() - drawn >= REDRAW_NANOS) {
            drawn = System.nanoTime();
            visible = true;
            shell.err().print(CLEAR_LINE + line());
            shell.err().flush();
        }
    }

    /** Removes the bar, so that the next message starts on an empty line. */
    void clear() {
        if (visible) {
            visible = false;
            shell.err().print(CLEAR_LINE);
            shell.err().flush();
        }
    }

    void done(String where) {
        clear();
        if (!quiet) {
            String time = String.format(Locale.ROOT, ", %.1f seconds", (System.nanoTime() - start) / 1e9);
            shell.err().println(counted() + time + where);
        }
    }

    private String line() {
        if (total.isEmpty() || total.getAsLong() == 0) {
            return counted();
        }
        double share = Math.min(1, count.rows() / (double) total.getAsLong());
        int full = (int) (share * BAR_WIDTH);
        String bar = "#".repeat(full) + "-".repeat(BAR_WIDTH - full);
        return String.format(Locale.ROOT, "[%s] %3d %%  %s", bar, (int) (share * 100), counted());
    }

    private String counted() {
        return count + (total.isPresent() ? " (" + total.getAsLong() + " in total)" : "");
    }
}
