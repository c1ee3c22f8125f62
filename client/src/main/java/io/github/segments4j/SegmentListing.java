package io.github.segments4j;

import io.github.segments4j.generated.Segment;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Every segment of a tenant, page by page as they are asked for. Nothing is sent before the first row
 * is wanted, and no more than one page is held. Each {@link #iterator()}, {@link #stream()} and pass
 * over {@link #pages()} is a walk of its own, from the start.
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
  public Iterator<Segment> iterator() {
    return new Rows(new Pager(source, options));
  }

  /**
   * The same walk as a stream: sequential, ordered, lazy. It needs no closing.
   *
   * @return the segments in the server's order
   */
  public Stream<Segment> stream() {
    int traits = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE;
    return StreamSupport.stream(
        () -> Spliterators.spliteratorUnknownSize(iterator(), traits), traits, false);
  }

  /**
   * The same walk, a page at a time, for who saves a token to resume from.
   *
   * @return the pages, empty ones too; there is always at least one
   */
  public Iterable<SegmentPage> pages() {
    return () -> new Pager(source, options);
  }

  private static final class Rows implements Iterator<Segment> {
    private final Iterator<SegmentPage> pages;
    private Iterator<Segment> rows = Collections.emptyIterator();

    Rows(Iterator<SegmentPage> pages) {
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
  }
}
