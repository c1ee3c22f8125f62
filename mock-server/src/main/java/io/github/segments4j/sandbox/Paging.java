package io.github.segments4j.sandbox;

import io.github.segments4j.sandbox.data.Pagination;
import io.github.segments4j.sandbox.data.SegmentStore;
import java.time.Duration;
import java.time.InstantSource;

/** What a listing sees of changes that are made between its pages. The vendor does not document it. */
public enum Paging {
    /** Every segment that existed when the first page was requested, once, and no other. */
    SNAPSHOT,
    /**
     * The list as it is when each page is requested. A page token is a number of rows to skip: a listing misses a row
     * for each one that was deleted before its position, and sees a row twice that was deleted and added again. The
     * total may differ from page to page.
     */
    LIVE;

    Pagination create(SegmentStore segments, Duration tokenLife, InstantSource clock) {
        return switch (this) {
            case SNAPSHOT -> Pagination.ofSnapshots(segments, tokenLife, clock);
            case LIVE -> Pagination.live(segments, tokenLife, clock);
        };
    }
}
