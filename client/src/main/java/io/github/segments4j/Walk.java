package io.github.segments4j;

import java.util.Iterator;

/**
 * One pass over a listing, which fetches pages as they are asked for. For one thread at a time.
 *
 * <p>{@link #next()}, and over segments {@link #hasNext()}, throws a {@link SegmentsException} if a page can't
 * be had; what came before is good, and the next call tries the same page again. Closing a walk before its end stops what {@linkplain
 * ListOptions#withReadAhead(int) reads ahead}; a walk that is just left alone fetches no more than that many
 * pages, and its thread ends within a second or so.
 *
 * @param <T> segments or pages
 */
public interface Walk<T> extends Iterator<T>, AutoCloseable {
    /** Ends the walk: asked for more, it throws an {@link IllegalStateException}. Closing it again does nothing. */
    @Override
    void close();
}
