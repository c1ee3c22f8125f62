package io.github.segments4j;

import java.util.*;

/**
 * How to list. Immutable; every option may be left out, as in {@code
 * ListOptions.pageSize(500).withReadAhead(1)}.
 *
 * @param pageSize the most segments in one page, the contract's {@code limit}: 1 or more. The vendor
 *     publishes no maximum, and no default for when it is left out
 * @param startingAt the {@code next_token} of the page to start at; without it, the first page
 * @param total whether to ask for the total count, once, with the first page. The vendor calls it
 *     expensive for a tenant with many pages
 * @param readAhead how many pages to fetch ahead of the one that the caller works on, 0 to 1,000; 0 by
 *     default. That many pages are held in memory. One is enough unless pages take unequal times (measured)
 */
public record ListOptions(OptionalInt pageSize, Optional<String> startingAt, boolean total, int readAhead) {

    /**
     * Checks the options.
     *
     * @param pageSize the most segments in one page
     * @param startingAt the token of the page to start at
     * @param total whether to ask for the total count
     * @param readAhead how many pages to fetch ahead
     * @throws IllegalArgumentException if one is out of bounds
     */
    public ListOptions {
        pageSize.ifPresent(rows -> Setting.between("page size", rows, 1, Integer.MAX_VALUE));
        Setting.between("read-ahead", readAhead, 0, 1_000);
        Setting.require(
                !startingAt.equals(Optional.of("")),
                "A next_token is never empty: to start at the first page, leave it out");
    }

    /**
     * From the first page, with the server's own page size, not counted, without read-ahead.
     *
     * @return the default options
     */
    public static ListOptions defaults() {
        return new ListOptions(OptionalInt.empty(), Optional.empty(), false, 0);
    }

    /**
     * The default options with a page size.
     *
     * @param segments the most segments in one page, 1 or more
     * @return the options
     * @throws IllegalArgumentException if it is less than 1
     */
    public static ListOptions pageSize(int segments) {
        return defaults().withPageSize(segments);
    }

    /**
     * The default options, resumed at a token.
     *
     * @param nextToken a {@link SegmentPage#nextToken()}, unchanged; how long it lives is the server's affair
     * @return the options
     * @throws IllegalArgumentException if it is empty
     */
    public static ListOptions startingAt(String nextToken) {
        return defaults().withStartingAt(nextToken);
    }

    /**
     * The default options with read-ahead.
     *
     * @param pages how many pages to fetch ahead, 0 to 1,000
     * @return the options
     * @throws IllegalArgumentException if it is out of bounds
     */
    public static ListOptions readAhead(int pages) {
        return defaults().withReadAhead(pages);
    }

    /**
     * Sets the most segments in one page.
     *
     * @param segments 1 or more
     * @return these options with the page size
     * @throws IllegalArgumentException if it is less than 1
     */
    public ListOptions withPageSize(int segments) {
        return new ListOptions(OptionalInt.of(segments), startingAt, total, readAhead);
    }

    /**
     * Starts at a page that an earlier listing named.
     *
     * @param nextToken a {@link SegmentPage#nextToken()} or a {@link SegmentsException#token()}, unchanged
     * @return these options with the token
     * @throws IllegalArgumentException if it is empty
     */
    public ListOptions withStartingAt(String nextToken) {
        return new ListOptions(pageSize, Optional.of(nextToken), total, readAhead);
    }

    /**
     * Asks for the total count with the first page.
     *
     * @return these options with the count
     */
    public ListOptions withTotal() {
        return new ListOptions(pageSize, startingAt, true, readAhead);
    }

    /**
     * Fetches pages ahead on a background thread, while the caller works on the one before.
     *
     * @param pages how many, 0 to 1,000
     * @return these options with read-ahead
     * @throws IllegalArgumentException if it is out of bounds
     */
    public ListOptions withReadAhead(int pages) {
        return new ListOptions(pageSize, startingAt, total, pages);
    }

    /** For the page after, which nobody counts again. */
    ListOptions next(String nextToken) {
        return new ListOptions(pageSize, Optional.of(nextToken), false, readAhead);
    }
}
