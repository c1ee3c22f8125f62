package io.github.segments4j;

import java.util.*;

/**
 * Gets page after page along the tokens. Sequential by nature: a token comes from the page before. Goes
 * on past an empty page that has a token, and stops with an error at a token that it has seen, before a
 * row of that page could be handed out twice. After an error it tries the same page again.
 */
final class Pager {
    private final PageSource source;

    /** Hashes, since tokens are long and pages may be many. */
    private final Set<Long> seen = new HashSet<>();

    private ListOptions options;
    private int page = 1;

    Pager(PageSource source, ListOptions options) {
        this.source = source;
        this.options = options;
        options.startingAt().map(Pager::hash).ifPresent(seen::add);
    }

    SegmentPage next() {
        try {
            SegmentPage got = source.page(options).page();
            got.nextToken().ifPresent(this::goOnAt);
            page++;
            return got;
        } catch (SegmentsException e) {
            throw e.atPage(page, options.startingAt());
        }
    }

    private void goOnAt(String token) {
        if (!seen.add(hash(token))) {
            throw new ProtocolException(Problem.of(
                    "the server's paging does not end: it sent the next_token " + Quoted.of(token) + " a second time"));
        }
        options = options.next(token);
    }

    /** FNV-1a with 64 bits: among a million tokens, two are taken for one in 1 of 30 million listings. */
    private static long hash(String token) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < token.length(); i++) {
            hash = (hash ^ token.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
