package io.github.segments4j;

import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How to list segments. Immutable; every option may be left out, as in {@code
 * ListOptions.pageSize(500).withReadAhead(1)}.
 */
public final class ListOptions {
    static final int MAX_EMPTY_PAGES = 100;

    private static final ListOptions DEFAULTS =
            new ListOptions(OptionalInt.empty(), null, false, 0, null, MAX_EMPTY_PAGES);

    final OptionalInt pageSize;
    final @Nullable String startingAt;
    final boolean total;
    final int readAhead;
    final @Nullable Duration deadline;
    final int maxEmptyPages;

    private ListOptions(
            OptionalInt pageSize,
            @Nullable String startingAt,
            boolean total,
            int readAhead,
            @Nullable Duration deadline,
            int maxEmptyPages) {
        this.pageSize = pageSize;
        this.startingAt = startingAt;
        this.total = total;
        this.readAhead = readAhead;
        this.deadline = deadline;
        this.maxEmptyPages = maxEmptyPages;
    }

    /** The page size as an argument of a generated interface. */
    @Nullable
    Integer limit() {
        return pageSize.isPresent() ? pageSize.getAsInt() : null;
    }

    /** {@return the default options: from the first page, with the server's own page size} */
    public static ListOptions defaults() {
        return DEFAULTS;
    }

    /**
     * {@return the default options with a page size: see {@link #withPageSize(int)}}
     *
     * @param segments the most segments in one page, 1 or more
     */
    public static ListOptions pageSize(int segments) {
        return DEFAULTS.withPageSize(segments);
    }

    /**
     * {@return the default options, resumed at a page: see {@link #withStartingAt(String)}}
     *
     * @param nextToken a {@link SegmentPage#nextToken()}, unchanged
     */
    public static ListOptions startingAt(String nextToken) {
        return DEFAULTS.withStartingAt(nextToken);
    }

    /**
     * Sets the most segments in one page, the contract's {@code limit}. The vendor publishes no maximum, and no default
     * for when it is left out.
     *
     * @param segments 1 or more
     * @return these options with the page size
     * @throws IllegalArgumentException if it is less than 1
     */
    public ListOptions withPageSize(int segments) {
        Setting.between("page size", segments, 1, Integer.MAX_VALUE);
        return new ListOptions(OptionalInt.of(segments), startingAt, total, readAhead, deadline, maxEmptyPages);
    }

    /**
     * Starts at a page of an earlier listing instead of the first page.
     *
     * @param nextToken a {@link SegmentPage#nextToken()} or a {@link SegmentsException#pageToken()}, unchanged
     * @return these options with the token
     * @throws IllegalArgumentException if it is empty
     */
    public ListOptions withStartingAt(String nextToken) {
        Setting.require(!nextToken.isEmpty(), "A next_token is never empty: to start at the first page, leave it out");
        return new ListOptions(pageSize, nextToken, total, readAhead, deadline, maxEmptyPages);
    }

    /** {@return these options with a request for the total count, which is expensive for many pages (vendor)} */
    public ListOptions withTotal() {
        return new ListOptions(pageSize, startingAt, true, readAhead, deadline, maxEmptyPages);
    }

    /**
     * Fetches pages on a background thread, ahead of the one that the caller works on. That many more pages are held in
     * memory. One is enough unless pages take very different times (measured).
     *
     * @param pages how many, 0 to 1,000; 0 by default
     * @return these options with read-ahead
     * @throws IllegalArgumentException if it is out of bounds
     */
    public ListOptions withReadAhead(int pages) {
        Setting.between("read-ahead", pages, 0, 1_000);
        return new ListOptions(pageSize, startingAt, total, pages, deadline, maxEmptyPages);
    }

    /**
     * Limits how long the whole listing may take, from its first request to its last, the caller's own work in between
     * included. The listing then ends with a {@link SegmentsException}, and can be resumed at its {@link
     * SegmentsException#pageToken()}.
     * Each page has a deadline of its own besides: {@link SegmentsClientBuilder#deadline(Duration)}.
     *
     * @param duration 1 ms to 365 days; no limit by default
     * @return these options with the deadline
     * @throws IllegalArgumentException if it is out of bounds
     */
    public ListOptions withDeadline(Duration duration) {
        Setting.duration("listing's deadline", duration, Duration.ofMillis(1), Duration.ofDays(365));
        return new ListOptions(pageSize, startingAt, total, readAhead, duration, maxEmptyPages);
    }

    /**
     * Limits how many pages in a row may have no rows and yet a {@code next_token}. If the server sends more, the
     * listing ends with a {@link ProtocolException}: it might go on for ever.
     *
     * @param pages 0 or more; 100 by default (our choice)
     * @return these options with the limit
     * @throws IllegalArgumentException if it is negative
     */
    public ListOptions withMaxEmptyPages(int pages) {
        Setting.between("number of empty pages", pages, 0, Integer.MAX_VALUE);
        return new ListOptions(pageSize, startingAt, total, readAhead, deadline, pages);
    }

    /** Shows the options; a page token is no secret. */
    @Override
    public String toString() {
        return "ListOptions[pageSize=" + pageSize + ", startingAt=" + startingAt + ", total=" + total + ", readAhead="
                + readAhead + ", deadline=" + deadline + ", maxEmptyPages=" + maxEmptyPages + "]";
    }
}
