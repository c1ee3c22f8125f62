package io.github.segments4j;

import java.util.*;
import java.util.concurrent.*;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the pages of a pager, and keeps some ahead of the caller if it is asked to: on one thread,
 * which ends when it has been idle. Each page hangs on the one before: after one that failed none is asked
 * for until the caller has seen the failure.
 */
final class PageWalk implements Walk<SegmentPage> {
    private final Pager pager;
    private final int readAhead;
    private final Deque<CompletableFuture<SegmentPage>> ahead = new ConcurrentLinkedDeque<>();
    private final ThreadPoolExecutor worker =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), PageWalk::daemon);
    private int page = 1;
    private Optional<String> token;
    private boolean ended;

    PageWalk(Pager pager, ListOptions options) {
        this.pager = pager;
        readAhead = options.readAhead();
        token = options.startingAt();
        worker.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "segments-read-ahead");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public boolean hasNext() {
        checkOpen();
        return !ended;
    }

    @Override
    public SegmentPage next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The listing has ended");
        }
        SegmentPage got = readAhead == 0 ? pager.next() : nextAhead();
        page++;
        token = got.nextToken();
        ended = token.isEmpty();
        return got;
    }

    private SegmentPage nextAhead() {
        try {
            while (ahead.size() <= readAhead) {
                ahead.add(after(ahead.peekLast()));
            }
            checkOpen(); // again: what was added just now may have been too late to be cancelled
            SegmentPage got = ahead.element().get();
            ahead.remove();
            return got;
        } catch (ExecutionException e) {
            ahead.clear();
            checkOpen();
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (CancellationException | RejectedExecutionException e) {
            checkOpen();
            throw e;
        } catch (InterruptedException e) {
            throw ConnectionException.interrupted("the wait for it", e).atPage(page, token);
        }
    }

    private void checkOpen() {
        if (worker.isShutdown()) {
            throw new IllegalStateException("This walk is closed");
        }
    }

    private CompletableFuture<SegmentPage> after(@Nullable CompletableFuture<SegmentPage> before) {
        return before == null
                ? CompletableFuture.supplyAsync(pager::next, worker)
                : before.thenApplyAsync(got -> got.nextToken().isEmpty() ? got : pager.next(), worker);
    }

    @Override
    public void close() {
        worker.shutdownNow();
        ahead.forEach(page -> page.cancel(true));
    }
}
