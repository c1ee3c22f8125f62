package io.github.segments4j;

import io.github.segments4j.model.Segment;
import java.util.stream.Stream;

/**
 * All segments of a tenant, fetched page by page as they are asked for. Nothing is sent before the first row is asked
 * for. No more than one page is held in memory, plus those that {@link ListOptions#withReadAhead(int)} adds. Each {@link
 * #iterator()}, {@link #stream()} and pass over {@link #pages()} starts anew.
 *
 * <p>Threads may share a listing, but not an iterator or a stream of it. Iterators and streams throw a {@link
 * SegmentsException} if a page cannot be fetched; the rows before it are complete.
 */
public final class SegmentListing implements Iterable<Segment> {
    private final Listing<Segment, SegmentPage> listing;

    SegmentListing(Listing<Segment, SegmentPage> listing) {
        this.listing = listing;
    }

    /** Iterates over the segments in the server's order. */
    @Override
    public CloseableIterator<Segment> iterator() {
        return listing.rows();
    }

    /**
     * {@return the segments as a stream: sequential, lazy, in the server's order} Close it if you stop early and the
     * listing reads ahead; otherwise there is nothing to release.
     */
    public Stream<Segment> stream() {
        return listing.stream();
    }

    /** {@return the listing page by page, including empty pages; there is always at least one} */
    public Pages pages() {
        return listing::pages;
    }

    /** The pages of a listing. */
    public interface Pages extends Iterable<SegmentPage> {
        @Override
        CloseableIterator<SegmentPage> iterator();
    }
}
