package io.github.segments4j;

import io.github.segments4j.generated.Segment;
import java.util.*;
import java.util.stream.*;

/**
 * Every segment of a tenant, page by page as they are asked for. Nothing is sent before the first row
 * is wanted, and no more than one page is held, plus those that {@link ListOptions#withReadAhead(int)} asks
 * for. Each {@link #iterator()}, {@link #stream()} and pass over {@link #pages()} is a walk of its own, from
 * the start.
 *
 * <p>A listing may be shared between threads; an iterator or a stream of it may not. All of them throw
 * {@link SegmentsException} while they go, and the rows that came before are good.
 */
public final class SegmentListing implements Iterable<Segment> {
    private final PageSource source;
    private final ListOptions options;

    SegmentListing(PageSource source, ListOptions options) {
        this.source = source;
        this.options = options;
    }

    /** Walks the segments in the server's order. */
    @Override
    public Walk<Segment> iterator() {
        return new Rows(walk());
    }

    /**
     * The same walk as a stream: sequential, ordered, lazy. It needs no closing unless it is left before its
     * end and reads ahead.
     *
     * @return the segments in the server's order
     */
    public Stream<Segment> stream() {
        Walk<Segment> rows = iterator();
        int traits = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, traits), false)
                .onClose(rows::close);
    }

    /**
     * The same walk, a page at a time, for who saves a token to resume from.
     *
     * @return the pages, empty ones too; there is always at least one
     */
    public Pages pages() {
        return this::walk;
    }

    /** Says the options. */
    @Override
    public String toString() {
        return "SegmentListing[" + options + "]";
    }

    /** The pages of a listing. */
    public interface Pages extends Iterable<SegmentPage> {
        @Override
        Walk<SegmentPage> iterator();
    }

    private Walk<SegmentPage> walk() {
        return new PageWalk(new Pager(source, options), options);
    }

    private static final class Rows implements Walk<Segment> {
        private final Walk<SegmentPage> pages;
        private Iterator<Segment> rows = Collections.emptyIterator();

        Rows(Walk<SegmentPage> pages) {
            this.pages = pages;
        }

        @Override
        public boolean hasNext() {
            while (!rows.hasNext() && pages.hasNext()) {
                rows = pages.next().data().iterator();
            }
            return rows.hasNext();
        }

        @Override
        public Segment next() {
            if (!hasNext()) {
                throw new NoSuchElementException("The listing has ended");
            }
            return rows.next();
        }

        @Override
        public void close() {
            rows = Collections.emptyIterator();
            pages.close();
        }
    }
}
