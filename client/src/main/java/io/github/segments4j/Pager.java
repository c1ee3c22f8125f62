package io.github.segments4j;

import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/**
 * Walks from page to page along the tokens. Sequential by nature: a token comes from the page before.
 * Goes on past an empty page that has a token, and stops with an error at a token that it has seen,
 * before a row of that page could be handed out twice.
 */
final class Pager implements Iterator<SegmentPage> {
  private final PageSource source;
  private final ListOptions options;
  private final Set<String> seen = new HashSet<>();
  private Optional<String> token;
  private int page = 1;
  private boolean ended;

  Pager(PageSource source, ListOptions options) {
    this.source = source;
    this.options = options;
    this.token = options.startingAt();
    token.ifPresent(seen::add);
  }

  @Override
  public boolean hasNext() {
    return !ended;
  }

  /**
   * Gets the next page. After an error the walk stands where it was: the next call tries the same page
   * again.
   */
  @Override
  public SegmentPage next() {
    if (ended) {
      throw new NoSuchElementException("The listing has ended");
    }
    SegmentPage got = get();
    token = got.nextToken();
    ended = token.isEmpty();
    page++;
    return got;
  }

  private SegmentPage get() {
    try {
      SegmentPage got =
          source.page(new PageRequest(token, options.pageSize(), page == 1 && options.total()));
      got.nextToken().ifPresent(this::check);
      return got;
    } catch (SegmentsException e) {
      throw e.atPage(page, token);
    }
  }

  private void check(String nextToken) {
    if (!seen.add(nextToken)) {
      throw new ProtocolException(
          Problem.of("the server's paging does not end: it sent the next_token "
              + Quoted.of(nextToken)
              + " a second time"));
    }
  }
}
