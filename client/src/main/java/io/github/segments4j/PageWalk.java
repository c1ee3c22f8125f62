package io.github.segments4j;

import java.util.*;
import java.util.concurrent.*;

/**
 * Gets page after page along the tokens. Sequential by nature: a token comes from the page before. Goes on past an
 * empty page that has a token, and stops with an error at a token that it has seen, before a row of that page could
 * be handed out twice. After an error it tries the same page again.
 *
 * <p>Keeps some pages ahead of the caller if it is asked to: on one thread, which ends when it has been idle. Each
 * hangs on the one before: after one that failed none is asked for until the caller has seen the failure.
 */
final class PageWalk implements Walk<SegmentPage> {
    private final SegmentsClient client;
    private final ListOptions options;

    /** Hashes, since tokens are long and pages may be many. */
    private final Set<Long> seen = new HashSet<>();

    private final Deque<CompletableFuture<SegmentPage>> ahead = new ConcurrentLinkedDeque<>();
    private final ExecutorService worker =
            new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), PageWalk::daemon);

    /** What the caller gets next; empty at the end. */
    private Optional<ListOptions> next;

    private int page = 1;

    PageWalk(SegmentsClient client, ListOptions options) {
        this.client = client;
        this.options = options;
        next = Optional.of(options);
        options.startingAt().map(PageWalk::hash).ifPresent(seen::add);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "segments-read-ahead");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public boolean hasNext() {
        checkOpen();
        return next.isPresent();
    }

    @Override
    public SegmentPage next() {
        checkOpen();
        ListOptions here = next.orElseThrow(() -> new NoSuchElementException("The listing has ended"));
        try {
            SegmentPage got = options.readAhead() == 0 ? fetch(here) : nextAhead(here);
            next = got.nextToken().map(options::next);
            page++;
            return got;
        } catch (SegmentsException e) {
            throw e.atPage(page, here.startingAt());
        }
    }

    private SegmentPage nextAhead(ListOptions here) {
        try {
            while (ahead.size() <= options.readAhead()) {
                CompletableFuture<SegmentPage> last = ahead.peekLast();
                // One thread: when it comes to this page, it has done with the one before.
                ahead.add(CompletableFuture.supplyAsync(() -> last == null ? fetch(here) : after(last.join()), worker));
            }
            checkOpen(); // again: what was added just now may have been too late to be cancelled
            SegmentPage got = ahead.element().get();
            ahead.remove();
            return got;
        } catch (InterruptedException e) {
            throw ConnectionException.interrupted("the wait for it", e);
        } catch (ExecutionException | CancellationException | RejectedExecutionException e) {
            ahead.clear();
            checkOpen();
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
        }
    }

    private void checkOpen() {
        if (worker.isShutdown()) {
            throw new IllegalStateException("This walk is closed");
        }
    }

    /** The page after this one; itself if it is the last. */
    private SegmentPage after(SegmentPage page) {
        return page.nextToken().map(options::next).map(this::fetch).orElse(page);
    }

    private SegmentPage fetch(ListOptions at) {
        SegmentPage got = client.page(at);
        got.nextToken().filter(token -> !seen.add(hash(token))).ifPresent(token -> {
            throw new ProtocolException(Problem.of(
                    "the server's paging does not end: it sent the next_token " + Quoted.of(token) + " a second time"));
        });
        return got;
    }

    /** FNV-1a with 64 bits: among a million tokens, two are taken for one in 1 of 30 million listings. */
    private static long hash(String token) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < token.length(); i++) {
            hash = (hash ^ token.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    @Override
    public void close() {
        worker.shutdownNow();
        ahead.forEach(page -> page.cancel(true));
    }
}
