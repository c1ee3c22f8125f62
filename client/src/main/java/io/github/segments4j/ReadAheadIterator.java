package io.github.segments4j;

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
 * Fetches pages on a thread of its own, up to {@code readAhead} pages ahead of the caller. The thread runs one task for
 * each page, in order, and ends when it has been idle for a second. After an error no page is fetched until the caller
 * has seen the error.
 */
final class ReadAheadIterator<P extends Page<?>> implements CloseableIterator<P> {
    private final CloseableIterator<P> pages;
    private final int readAhead;
    private final UnaryOperator<Runnable> taskDecorator;
    private final ExecutorService executor =
            new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), ReadAheadIterator::daemon);

    /** Pages that are fetched or being fetched, in order. */
    private final Deque<Future<P>> ahead = new ConcurrentLinkedDeque<>();

    /** Set when a task fails, for those behind it. */
    private AtomicBoolean failed = new AtomicBoolean();

    /** Of the page that the next call returns; empty at the end. */
    private Optional<PagePosition> position;

    ReadAheadIterator(CloseableIterator<P> pages, ListOptions options, UnaryOperator<Runnable> taskDecorator) {
        this.pages = pages;
        this.readAhead = options.readAhead;
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
    public P next() {
        checkOpen();
        PagePosition here = position.orElseThrow(() -> new NoSuchElementException("The listing has no more pages"));
        try {
            while (ahead.size() <= readAhead) {
                fetchOneMore();
            }
            checkOpen(); // Again: a task that was added after close() would never complete.
            P page = ahead.element().get();
            ahead.remove();
            position = here.next(page);
            return page;
        } catch (InterruptedException e) {
            throw SegmentsException.of(AttemptFailure.interrupted("the wait for the page", e), RetrySummary.NONE, here);
        } catch (ExecutionException e) {
            startAgain();
            checkOpen();
            throw unwrapped(e);
        } catch (CancellationException | RejectedExecutionException e) {
            checkOpen();
            startAgain();
            throw new IllegalStateException("The task decorator did not run the task", e);
        }
    }

    /** After an error, from the page that failed. */
    private void startAgain() {
        ahead.clear();
        failed = new AtomicBoolean();
    }

    private void fetchOneMore() {
        AtomicBoolean batchFailed = failed;
        FutureTask<P> task = new FutureTask<>(() -> fetchUnless(batchFailed));
        Runnable decorated = taskDecorator.apply(task);
        executor.execute(() -> {
            try {
                decorated.run();
            } finally {
                // A decorator that does not run the task must not leave the caller waiting.
                if (task.cancel(false)) {
                    batchFailed.set(true);
                }
            }
        });
        ahead.add(task);
    }

    private P fetchUnless(AtomicBoolean batchFailed) {
        if (batchFailed.get()) {
            throw new CancellationException();
        }
        boolean isFetched = false;
        try {
            P page = pages.next();
            isFetched = true;
            return page;
        } finally {
            batchFailed.set(!isFetched);
        }
    }

    /** What the task threw. An {@code Error} stays one. */
    private static RuntimeException unwrapped(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
    }

    private void checkOpen() {
        if (executor.isShutdown()) {
            throw new IllegalStateException("This iterator is closed");
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        ahead.forEach(page -> page.cancel(true));
        pages.close();
    }
}
