package io.github.segments4j.cli;

import io.github.segments4j.cli.output.Checkpoint;
import io.github.segments4j.cli.output.RowCount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Tells a person how a listing proceeds: a progress bar while it runs, on a terminal, and one line at its end. */
final class Progress {
    private static final int BAR_WIDTH = 30;

    /** Often enough to look alive, rarely enough to cost nothing. */
    private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();

    private final Shell shell;
    private final boolean quiet;
    private final Optional<Path> file;
    private final boolean hasBar;
    private final long start = System.nanoTime();
    private long drawn = start - REDRAW_NANOS;
    private RowCount count;
    private OptionalLong total = OptionalLong.empty();

    /**
     * Starts the clock.
     *
     * @param file where the rows are written, unless it is stdout
     * @param resumed the rows and pages of the earlier export that is resumed, if one is
     */
    Progress(Shell shell, boolean quiet, Optional<Path> file, Optional<Checkpoint> resumed) {
        // Rows on the same terminal show the progress themselves.
        this(
                shell,
                quiet,
                file,
                file.isPresent() || !shell.showsData(),
                resumed.map(Checkpoint::count).orElse(new RowCount(0, 0)));
    }

    private Progress(Shell shell, boolean quiet, Optional<Path> file, boolean hasBar, RowCount count) {
        this.shell = shell;
        this.quiet = quiet;
        this.file = file;
        this.hasBar = !quiet && shell.hasStatusLine() && hasBar;
        this.count = count;
    }

    /** Starts the clock of a listing whose rows are not written. */
    static Progress ofReading(Shell shell, boolean quiet) {
        return new Progress(shell, quiet, Optional.empty(), true, new RowCount(0, 0));
    }

    void page(int rowsOfPage, OptionalLong totalOfPage) {
        count = new RowCount(count.rows() + rowsOfPage, count.pages() + 1);
        total = totalOfPage.isPresent() ? totalOfPage : total;
        if (hasBar && System.nanoTime() - drawn >= REDRAW_NANOS) {
            drawn = System.nanoTime();
            shell.showStatus(line());
        }
    }

    void done() {
        if (!quiet) {
            String time = String.format(Locale.ROOT, ", %.1f seconds", (System.nanoTime() - start) / 1e9);
            shell.tell(
                    counted() + time + file.map(path -> ", written to " + path).orElse(""));
        }
    }

    /** A description of how many rows are missing, if the server has announced more than it has sent. */
    Optional<String> missing() {
        return disagreement().filter(any -> total.getAsLong() > count.rows());
    }

    /** A description of how many rows are missing or too many, if the server has announced another number. */
    Optional<String> disagreement() {
        return total.isPresent() && total.getAsLong() != count.rows()
                ? Optional.of("the server's total is " + total.getAsLong() + ", but its pages have " + count.rows()
                        + (count.rows() == 1 ? " row" : " rows"))
                : Optional.empty();
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
