package io.github.segments4j;

import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/**
 * Iterates over pages along their tokens, one after the other: a token comes from the page before. A page without rows
 * is not the end as long as it has a token.
 */
final class PageIterator<P extends Page<?>> implements CloseableIterator<P> {
    private final PageFetcher fetcher;
    private final Endpoint<?, P> endpoint;
    private final ListOptions options;

    /** Hashes, since tokens are long and there may be many pages. */
    private final Set<Long> seenTokens = new HashSet<>();

    /** What the next call fetches; empty at the end. */
    private Optional<PagePosition> position;

    /** Runs from the first page on. */
    private Optional<Deadline> deadline = Optional.empty();

    private int emptyPages;
    private volatile boolean closed;

    PageIterator(PageFetcher fetcher, Endpoint<?, P> endpoint, ListOptions options) {
        this.fetcher = fetcher;
        this.endpoint = endpoint;
        this.options = options;
        position = Optional.of(PagePosition.first(options));
        if (options.startingAt != null) {
            seenTokens.add(hash(options.startingAt));
        }
    }

    @Override
    public boolean hasNext() {
        checkOpen();
        return position.isPresent();
    }

    @Override
    public P next() {
        checkOpen();
        PagePosition here = position.orElseThrow(() -> new NoSuchElementException("The listing has no more pages"));
        if (deadline.isEmpty()) {
            deadline = fetcher.listingDeadline(options);
        }
        P page = fetcher.fetch(endpoint, here, deadline);
        page.nextToken().ifPresent(token -> checkProgress(page, token, here));
        emptyPages = page.data().isEmpty() ? emptyPages + 1 : 0;
        position = here.next(page);
        return page;
    }

    /** A listing must come closer to its end with each page, or it would go on for ever. */
    private void checkProgress(P page, String nextToken, PagePosition here) {
        if (page.data().isEmpty() && emptyPages >= options.maxEmptyPages) {
            throw endless(here, (emptyPages + 1) + " empty pages in a row, each with the next_token of another one");
        }
        if (!seenTokens.add(hash(nextToken))) {
            throw endless(here, "the server sent a next_token a second time");
        }
    }

    private static SegmentsException endless(PagePosition here, String what) {
        Problem problem = Problem.of(Problem.Kind.PROTOCOL, "the paging does not end: " + what);
        return SegmentsException.of(new AttemptFailure(problem), RetrySummary.NONE, here);
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("This iterator is closed");
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    /** FNV-1a with 64 bits: among a million tokens, two collide in 1 of 30 million listings. */
    private static long hash(String token) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < token.length(); i++) {
            hash = (hash ^ token.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
