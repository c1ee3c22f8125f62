package io.github.segments4j;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Any listing. Each pass over its rows or pages starts anew.
 *
 * @param <R> its rows
 * @param <P> its pages
 */
final class Listing<R, P extends Page<R>> {
    private final PageFetcher fetcher;
    private final Endpoint<?, P> endpoint;
    private final ListOptions options;

    Listing(PageFetcher fetcher, Endpoint<?, P> endpoint, ListOptions options) {
        this.fetcher = fetcher;
        this.endpoint = endpoint;
        this.options = options;
    }

    CloseableIterator<R> rows() {
        return new RowIterator<>(pages());
    }

    Stream<R> stream() {
        CloseableIterator<R> rows = rows();
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED), false)
                .onClose(rows::close);
    }

    CloseableIterator<P> pages() {
        PageIterator<P> pages = new PageIterator<>(fetcher, endpoint, options);
        return options.readAhead == 0 ? pages : new ReadAheadIterator<>(pages, options, fetcher.readAheadDecorator());
    }

    private static final class RowIterator<R> implements CloseableIterator<R> {
        private final CloseableIterator<? extends Page<R>> pages;
        private Iterator<R> rows = Collections.emptyIterator();
        private volatile boolean closed;

        private RowIterator(CloseableIterator<? extends Page<R>> pages) {
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
        public R next() {
            if (!hasNext()) {
                throw new NoSuchElementException("The listing has no more rows");
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
