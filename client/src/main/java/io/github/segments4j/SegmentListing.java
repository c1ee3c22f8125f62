package io.github.segments4j;

import io.github.segments4j.model.Segment;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * All segments of a tenant, fetched page by page as they are asked for. Nothing is sent before the first row is asked
 * for. No more than one page is held in memory, plus those that {@link ListOptions#withReadAhead(int)} adds. Each {@link
 * #iterator()}, {@link #stream()} and pass over {@link #pages()} starts anew.
 *
 * <p>Threads may share a listing, but not an iterator or a stream of it. Iterators and streams throw a {@link
 * SegmentsException} if a page cannot be fetched; the rows before it are complete.
 */
public final class SegmentListing implements Iterable<Segment> {
    private final PageFetcher fetcher;
    private final ListOptions options;
    private final UnaryOperator<Runnable> taskDecorator;

    SegmentListing(PageFetcher fetcher, ListOptions options, UnaryOperator<Runnable> taskDecorator) {
        this.fetcher = fetcher;
        this.options = options;
        this.taskDecorator = taskDecorator;
    }

    /** Iterates over the segments in the server's order. */
    @Override
    public CloseableIterator<Segment> iterator() {
        return new SegmentIterator(pages().iterator());
    }

    /**
     * {@return the segments as a stream: sequential, lazy, in the server's order} Close it if you stop early and the
     * listing reads ahead; otherwise there is nothing to release.
     */
    public Stream<Segment> stream() {
        CloseableIterator<Segment> segments = iterator();
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(segments, Spliterator.ORDERED), false)
                .onClose(segments::close);
    }

    /** {@return the listing page by page, including empty pages; there is always at least one} */
    public Pages pages() {
        return () -> {
            PageIterator pages = new PageIterator(fetcher, options);
            return options.readAhead == 0 ? pages : new ReadAheadIterator(pages, options, taskDecorator);
        };
    }

    /** The pages of a listing. */
    public interface Pages extends Iterable<SegmentPage> {
        @Override
        CloseableIterator<SegmentPage> iterator();
    }

    private static final class SegmentIterator implements CloseableIterator<Segment> {
        private final CloseableIterator<SegmentPage> pages;
        private Iterator<Segment> rows = Collections.emptyIterator();
        private volatile boolean closed;

        private SegmentIterator(CloseableIterator<SegmentPage> pages) {
            this.pages = pages;
        }

        @Override
        public boolean hasNext() {
            if (closed) {
                throw new IllegalStateException("This iterator is closed");
            }
            while (!rows.hasNext() && pages.hasNext()) {
                rows = Collections.emptyIterator(); // Lets the page be collected while the next one comes.
                rows = pages.next().data().iterator();
            }
            return rows.hasNext();
        }

        @Override
        public Segment next() {
            if (!hasNext()) {
                throw new NoSuchElementException("The listing has no more segments");
            }
            return rows.next();
        }

        @Override
        public void close() {
            closed = true;
            pages.close();
        }
    }
}
