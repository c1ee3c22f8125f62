package io.github.segments4j.cli.output;

import java.util.List;

/**
 * How far an export has come: the first bytes of its file are complete pages, and the token leads to the next page.
 *
 * @param version the version of checkpoints, which changes when older commands would misread newer ones or their rows
 * @param format the format of the rows
 * @param columns the columns of the rows; empty if each row has the fields that the server sent
 * @param contract the version of the contract that the rows are read by
 * @param source the tenant and the base URL that the rows come from
 * @param nextToken leads to the next page
 * @param bytes the length of the file with the pages that are complete, more than 0
 * @param rows the number of rows in those pages
 * @param pages the number of those pages
 */
public record Checkpoint(
        int version,
        String format,
        List<String> columns,
        String contract,
        String source,
        String nextToken,
        long bytes,
        long rows,
        long pages) {
    static final int VERSION = 1;

    /** The version of the API that the client asks for. */
    static final String CONTRACT = "2024-04-01";

    /** {@return the number of rows and pages} */
    public RowCount count() {
        return new RowCount(rows, pages);
    }
}
