package io.github.segments4j.cli.output;

/** A number of rows and of the pages that they came in. */
public record RowCount(long rows, long pages) {
    /** These rows and those of one more page. */
    public RowCount plusPage(int rowsOfPage) {
        return new RowCount(rows + rowsOfPage, pages + 1);
    }

    /** For example, "1 row in 2 pages". */
    @Override
    public String toString() {
        return rows + (rows == 1 ? " row" : " rows") + inPages();
    }

    /** For example, "1 of 7 rows in 2 pages". */
    public String of(long total) {
        return rows + " of " + total + " rows" + inPages();
    }

    private String inPages() {
        return " in " + pages + (pages == 1 ? " page" : " pages");
    }
}
