package io.github.segments4j;

import io.github.segments4j.generated.Segment;
import java.util.*;

/**
 * One page of a listing. Immutable.
 *
 * @param data the segments of this page, in the server's order; a page in the middle may have none
 * @param token the token that leads to this page; empty for the first page
 * @param nextToken the token of the page after this one, to resume from; empty on the last page
 *     (the contract allows an absent, a null and an empty one there: all three arrive here as empty)
 * @param total how many segments the tenant has; only on the first page, and only if {@link
 *     ListOptions#withTotal()} asked for it
 */
public record SegmentPage(List<Segment> data, Optional<String> token, Optional<String> nextToken, OptionalLong total) {

    /**
     * A page; the rows are copied.
     *
     * @param data the rows
     * @param token the token that leads here
     * @param nextToken the token of the page after this one
     * @param total the count of all segments
     */
    public SegmentPage {
        data = List.copyOf(data);
    }
}
