package io.github.segments4j;

import java.util.Iterator;

/**
 * One pass over a listing, which fetches pages as they are asked for. Not safe for use by several threads at once, but
 * any thread may close it.
 *
 * <p>{@link #next()}, and for segments {@link #hasNext()} too, throws a {@link SegmentsException} if a page cannot be
 * fetched. Everything before it is complete, and the next call tries the same page again.
 *
 * <p>Closing stops what is {@linkplain ListOptions#withReadAhead(int) read ahead}. An iterator that is abandoned without
 * being closed fetches no more than that many pages, and its thread ends about a second later.
 *
 * @param <T> segments or pages
 */
public interface CloseableIterator<T> extends Iterator<T>, AutoCloseable {
    /**
     * Ends the pass. After this, {@code hasNext()} and {@code next()} throw an {@link IllegalStateException}. Closing it
     * again has no effect.
     */
    @Override
    void close();
}
