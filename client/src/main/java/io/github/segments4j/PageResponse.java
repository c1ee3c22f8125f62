package io.github.segments4j;

import java.util.*;

/**
 * One page with the HTTP answer that it came in.
 *
 * @param page the page
 * @param status the HTTP status: 200, since anything else is an exception
 * @param headers the answer's headers; names are found in upper and lower case
 */
public record PageResponse(SegmentPage page, int status, Map<String, Collection<String>> headers) {
    /** Says neither rows nor headers: there may be many, and a server may echo what is secret. */
    @Override
    public String toString() {
        return "PageResponse[rows=" + page.data().size() + ", status=" + status + "]";
    }
}
