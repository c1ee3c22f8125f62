package io.github.segments4j.cli;

import io.github.segments4j.CloseableIterator;
import io.github.segments4j.SegmentListing;
import io.github.segments4j.SegmentPage;
import io.github.segments4j.model.Segment;
import java.util.Collections;
import java.util.Iterator;

/** The segments of a listing, while a person sees how it proceeds. */
record ObservedListing(SegmentListing listing, Progress progress) implements Iterable<Segment> {
    @Override
    public CloseableIterator<Segment> iterator() {
        CloseableIterator<SegmentPage> pages = listing.pages().iterator();
        return new CloseableIterator<>() {
            private Iterator<Segment> rows = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                while (!rows.hasNext() && pages.hasNext()) {
                    SegmentPage page = pages.next();
                    progress.page(page.data().size(), page.total());
                    rows = page.data().iterator();
                }
                return rows.hasNext();
            }

            @Override
            public Segment next() {
                return rows.next();
            }

            @Override
            public void close() {
                pages.close();
            }
        };
    }
}
