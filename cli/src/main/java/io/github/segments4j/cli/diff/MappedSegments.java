package io.github.segments4j.cli.diff;

import io.github.segments4j.CloseableIterator;
import io.github.segments4j.model.Segment;
import java.util.Iterator;
import java.util.function.UnaryOperator;

/** Segments of which each is replaced by another one. Closing its iterator closes the original one. */
record MappedSegments(Iterable<Segment> segments, UnaryOperator<Segment> mapping) implements Iterable<Segment> {
    @Override
    public CloseableIterator<Segment> iterator() {
        Iterator<Segment> original = segments.iterator();
        return new CloseableIterator<>() {
            @Override
            public boolean hasNext() {
                return original.hasNext();
            }

            @Override
            public Segment next() {
                return mapping.apply(original.next());
            }

            @Override
            public void close() {
                if (original instanceof CloseableIterator<Segment> closeable) {
                    closeable.close();
                }
            }
        };
    }
}
