package io.github.segments4j.sandbox;

/** What a walk from page to page sees of the changes that are made meanwhile. The vendor does not say. */
public enum Paging {
    /** One moment, that of its first page: every segment that was there then, once, and no other. */
    SNAPSHOT,
    /**
     * The list as it is when each page is asked for, as an API without snapshots has it. A token of a page is a
     * number of rows to skip: a walk misses a row for each one that is deleted before its place, sees what is
     * added, and sees twice what is deleted behind it and added again. The total may differ from page to page.
     */
    LIVE
}
