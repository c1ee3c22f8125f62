package io.github.segments4j.cli.output;

/**
 * How far an export has come: the first bytes of its file are complete pages, and the token leads to the next page.
 *
 * @param format the format of the rows
 * @param source the tenant and the base URL that the rows come from
 * @param nextToken leads to the next page
 * @param bytes the length of the file with the pages that are complete
 * @param rows the number of rows in those pages
 * @param pages the number of those pages
 */
public record Checkpoint(String format, String source, String nextToken, long bytes, long rows, long pages) {
    /** {@return the number of rows and pages} */
    public RowCount count() {
        return new RowCount(rows, pages);
    }
}
