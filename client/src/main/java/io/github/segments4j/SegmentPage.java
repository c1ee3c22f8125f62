package io.github.segments4j;

import io.github.segments4j.generated.Segment;
import java.util.*;

/**
 * One page of a listing, and the answer that it came in. Immutable.
 *
 * @param data the segments of this page, in the server's order; a page in the middle may have none
 * @param token the token that leads to this page; empty for the first page
 * @param nextToken the token of the page after this one, to resume from; empty on the last page
 *     (the contract allows an absent, a null and an empty one there: all three arrive here as empty)
 * @param total how many segments the tenant has; only on the first page, and only if {@link
 *     ListOptions#withTotal()} asked for it
 * @param status the HTTP status: 200, since anything else is an exception
 * @param headers the answer's headers; names are found in upper and lower case
 */
public record SegmentPage(
        List<Segment> data,
        Optional<String> token,
        Optional<String> nextToken,
        OptionalLong total,
        int status,
        Map<String, Collection<String>> headers) {
    /** Says neither rows nor headers: there may be many, and a server may echo what is secret. */
    @Override
    public String toString() {
        return "SegmentPage[rows=" + data.size() + ", status=" + status + "]";
    }
}
