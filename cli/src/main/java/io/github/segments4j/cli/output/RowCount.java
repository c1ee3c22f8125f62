package io.github.segments4j.cli.output;

/**
 * How many rows there are, and in how many pages.
 *
 * @param rows the number of rows
 * @param pages the number of pages
 */
public record RowCount(long rows, long pages) {
    @Override
    public String toString() {
        return rows + (rows == 1 ? " row in " : " rows in ") + pages + (pages == 1 ? " page" : " pages");
    }
}
