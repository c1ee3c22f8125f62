package io.github.segments4j;

import java.util.List;
import java.util.Optional;

/**
 * A page of any listing.
 *
 * @param <R> its rows
 */
interface Page<R> {
    List<R> data();

    /** The token of the page after this one; empty on the last page. */
    Optional<String> nextToken();

    /** The token in a field of a response. An empty text ends the listing, as an absent field does. */
    static Optional<String> token(Optional<String> field) {
        return field.filter(token -> !token.isEmpty());
    }
}
