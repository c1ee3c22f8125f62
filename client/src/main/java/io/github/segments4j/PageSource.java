package io.github.segments4j;

import feign.FeignException;
import feign.Request;
import io.github.segments4j.generated.ListSegmentsResponse;
import io.github.segments4j.generated.api.SegmentsApi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Gets one page through the generated interface, with retries, and turns it into a {@link SegmentPage}. */
final class PageSource {
  private static final String API_VERSION = "2024-04-01";

  private final SegmentsApi api;
  private final String tenant;
  private final RetryLoop retries;
  private final Duration timeout;
  private volatile boolean closed;

  /** @param timeout of one attempt */
  PageSource(SegmentsApi api, String tenant, RetryLoop retries, Duration timeout) {
    this.api = api;
    this.tenant = tenant;
    this.retries = retries;
    this.timeout = timeout;
  }

  void close() {
    closed = true;
  }

  /** Itself, for who is about to use it. */
  PageSource open() {
    if (closed) {
      throw new IllegalStateException("This client is closed");
    }
    return this;
  }

  SegmentPage page(PageRequest request) {
    open();
    ListSegmentsResponse answer = retries.call(left -> attempt(request, left));
    return new SegmentPage(
        answer.data(),
        request.token(),
        Optional.ofNullable(answer.nextToken()).filter(token -> !token.isEmpty()),
        total(request, answer));
  }

  /** The vendor's own example has a total that nobody asked for, and that is wrong. */
  private static OptionalLong total(PageRequest request, ListSegmentsResponse answer) {
    return request.withTotal() && answer.total() != null
        ? OptionalLong.of(answer.total())
        : OptionalLong.empty();
  }

  private ListSegmentsResponse attempt(PageRequest request, Duration left) {
    Duration deadline = left.compareTo(timeout) < 0 ? left : timeout;
    try {
      return api.listSegments(
              tenant,
              API_VERSION,
              null,
              request.limit().isPresent() ? request.limit().getAsInt() : null,
              request.token().map(PageSource::encoded).orElse(null),
              request.withTotal() ? true : null,
              options(deadline))
          .body();
    } catch (FeignException e) {
      throw AnswerReader.unwrapped(e);
    }
  }

  /**
   * Feign leaves alone what looks encoded, so that a token with %2B in it would arrive as a plus sign;
   * and it encodes twice what is encoded but for an asterisk.
   */
  private static String encoded(String token) {
    return URLEncoder.encode(token, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }

  static Request.Options options(Duration deadline) {
    long millis = Math.max(1, deadline.toMillis());
    return new Request.Options(millis, TimeUnit.MILLISECONDS, millis, TimeUnit.MILLISECONDS, false);
  }
}
