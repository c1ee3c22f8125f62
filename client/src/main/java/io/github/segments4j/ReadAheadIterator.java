package io.github.segments4j;

import io.github.segments4j.SegmentsException.Attempts;
import io.github.segments4j.SegmentsException.Failure;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * Fetches pages on a thread of its own, so many ahead of the caller. The thread runs one task for each page, in order,
 * and ends when it has been idle for a second. After an error no page is fetched until the caller has seen the error.
 */
final class ReadAheadIterator implements CloseableIterator<SegmentPage> {
    private final CloseableIterator<SegmentPage> pages;
    private final int readAhead;
    private final UnaryOperator<Runnable> taskDecorator;
    private final ExecutorService thread =
            new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), ReadAheadIterator::daemon);

    /** Pages that are fetched or being fetched, in order. */
    private final Deque<Future<SegmentPage>> ahead = new ConcurrentLinkedDeque<>();

    /** Set when a task fails, for those behind it. */
    private AtomicBoolean failed = new AtomicBoolean();

    /** Of the page that the next call returns; empty at the end. */
    private Optional<PagePosition> position;

    ReadAheadIterator(
            CloseableIterator<SegmentPage> pages, ListOptions options, UnaryOperator<Runnable> taskDecorator) {
        this.pages = pages;
        this.readAhead = options.readAhead();
        this.taskDecorator = taskDecorator;
        position = Optional.of(PagePosition.first(options));
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "segments-read-ahead");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public boolean hasNext() {
        checkOpen();
        return position.isPresent();
    }

    @Override
    public SegmentPage next() {
        checkOpen();
        PagePosition here = position.orElseThrow(() -> new NoSuchElementException("The listing has no more pages"));
        try {
            while (ahead.size() <= readAhead) {
                fetchOneMore();
            }
            checkOpen(); // Again: what was just added may have been too late to be cancelled.
            SegmentPage page = ahead.element().get();
            ahead.remove();
            position = here.next(page);
            return page;
        } catch (InterruptedException e) {
            AttemptFailure interrupted = AttemptFailure.interrupted("the wait for it", e);
            throw SegmentsException.of(new Failure(interrupted.problem, Attempts.ONE, here, e));
        } catch (ExecutionException e) {
            ahead.clear();
            failed = new AtomicBoolean();
            checkOpen();
            throw unwrapped(e);
        } catch (CancellationException | RejectedExecutionException e) {
            throw closed();
        }
    }

    private void fetchOneMore() {
        AtomicBoolean batchFailed = failed;
        FutureTask<SegmentPage> task = new FutureTask<>(() -> fetchUnless(batchFailed));
        thread.execute(taskDecorator.apply(task));
        ahead.add(task);
    }

    private SegmentPage fetchUnless(AtomicBoolean batchFailed) {
        if (batchFailed.get()) {
            throw new CancellationException();
        }
        try {
            return pages.next();
        } catch (RuntimeException e) {
            batchFailed.set(true);
            throw e;
        }
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        return e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
    }

    private void checkOpen() {
        if (thread.isShutdown()) {
            throw closed();
        }
    }

    private static IllegalStateException closed() {
        return new IllegalStateException("This iterator is closed");
    }

    @Override
    public void close() {
        thread.shutdownNow();
        ahead.forEach(page -> page.cancel(true));
        pages.close();
    }
}
