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
    private final SegmentsClient client;
    private final ListOptions options;

    SegmentListing(SegmentsClient client, ListOptions options) {
        this.client = client;
        this.options = options;
    }

    /** Walks the segments in the server's order. */
    @Override
    public Walk<Segment> iterator() {
        return new Rows();
    }

    /**
     * The same walk as a stream: sequential, ordered, lazy. It needs no closing unless it is left before its
     * end and reads ahead.
     *
     * @return the segments in the server's order
     */
    public Stream<Segment> stream() {
        Walk<Segment> rows = iterator();
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED), false)
                .onClose(rows::close);
    }

    /**
     * The same walk, a page at a time, for who saves a token to resume from.
     *
     * @return the pages, empty ones too; there is always at least one
     */
    public Pages pages() {
        return () -> new PageWalk(client, options);
    }

    /** The pages of a listing. */
    public interface Pages extends Iterable<SegmentPage> {
        @Override
        Walk<SegmentPage> iterator();
    }

    private final class Rows implements Walk<Segment> {
        private final Walk<SegmentPage> pages = pages().iterator();
        private Iterator<Segment> rows = Collections.emptyIterator();

        @Override
        public boolean hasNext() {
            while (!rows.hasNext() && pages.hasNext()) {
                rows = pages.next().data().iterator();
            }
            return rows.hasNext();
        }

        @Override
        public Segment next() {
            return (hasNext() ? rows : pages.next().data().iterator()).next(); // the pages say that they have ended
        }

        @Override
        public void close() {
            rows = Collections.emptyIterator();
            pages.close();
        }
    }
}
