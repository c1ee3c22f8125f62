package io.github.segments4j;

import java.util.Optional;
import java.util.OptionalInt;

/** How to list: page size, where to start, whether to count. Immutable; every setting is optional. */
public final class ListOptions {
  private static final ListOptions DEFAULTS =
      new ListOptions(OptionalInt.empty(), Optional.empty(), false);

  private final OptionalInt pageSize;
  private final Optional<String> startingAt;
  private final boolean total;

  private ListOptions(OptionalInt pageSize, Optional<String> startingAt, boolean total) {
    this.pageSize = pageSize;
    this.startingAt = startingAt;
    this.total = total;
  }

  /**
   * From the first page, with the server's own page size, not counted.
   *
   * @return the default options
   */
  public static ListOptions defaults() {
    return DEFAULTS;
  }

  /**
   * The default options with a page size.
   *
   * @param segments see {@link #withPageSize(int)}
   * @return the options
   */
  public static ListOptions pageSize(int segments) {
    return DEFAULTS.withPageSize(segments);
  }

  /**
   * The default options, resumed at a token.
   *
   * @param nextToken see {@link #withStartingAt(String)}
   * @return the options
   */
  public static ListOptions startingAt(String nextToken) {
    return DEFAULTS.withStartingAt(nextToken);
  }

  /**
   * Sets the most segments in one page, the contract's {@code limit}.
   *
   * @param segments at least 1; the vendor publishes no maximum, and no default for when it is left out
   * @return these options with the page size
   * @throws IllegalArgumentException if it is less than 1
   */
  public ListOptions withPageSize(int segments) {
    if (segments < 1) {
      throw new IllegalArgumentException("The page size must be a whole number from 1 to "
          + Integer.MAX_VALUE + ", not " + segments);
    }
    return new ListOptions(OptionalInt.of(segments), startingAt, total);
  }

  /**
   * Starts at a page that an earlier listing named.
   *
   * @param nextToken a {@link SegmentPage#nextToken()}, unchanged; how long it lives is the server's affair
   * @return these options with the token
   * @throws IllegalArgumentException if it is empty
   */
  public ListOptions withStartingAt(String nextToken) {
    if (nextToken.isEmpty()) {
      throw new IllegalArgumentException(
          "A next_token is never empty: to start at the first page, leave it out");
    }
    return new ListOptions(pageSize, Optional.of(nextToken), total);
  }

  /**
   * Asks for the total count, once, with the first page. The vendor calls it expensive for a tenant
   * with many pages.
   *
   * @return these options with the count
   */
  public ListOptions withTotal() {
    return new ListOptions(pageSize, startingAt, true);
  }

  OptionalInt pageSize() {
    return pageSize;
  }

  Optional<String> startingAt() {
    return startingAt;
  }

  boolean total() {
    return total;
  }

  /** Says every option. */
  @Override
  public String toString() {
    return "ListOptions[pageSize=" + pageSize + ", startingAt=" + startingAt + ", total=" + total
        + "]";
  }
}
