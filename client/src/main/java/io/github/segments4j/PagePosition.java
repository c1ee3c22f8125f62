package io.github.segments4j;

import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a page stands in a listing.
 *
 * @param number 1 for the page that the listing starts at; 0 for a page that is fetched by itself
 * @param token the token that leads to the page; null for the first page of all
 */
record PagePosition(int number, @Nullable String token) implements Serializable {
    static PagePosition alone(ListOptions options) {
        return new PagePosition(0, options.startingAt);
    }

    static PagePosition first(ListOptions options) {
        return new PagePosition(1, options.startingAt);
    }

    /** The position of the page after this one. */
    Optional<PagePosition> next(Page<?> page) {
        return page.nextToken().map(token -> new PagePosition(number + 1, token));
    }

    /** The token as an argument of a generated interface: Feign would not encode what looks encoded, such as %2B. */
    @Nullable
    String encodedToken() {
        return token == null ? null : Quoted.encoded(token);
    }

    /** Whether no other page of this pass came before it. */
    boolean isFirst() {
        return number <= 1;
    }

    /** How a message about the page begins. It leaves out the token, since logs and traces keep messages. */
    String prefix() {
        return number == 0 ? "" : "page " + number + ": ";
    }
}
