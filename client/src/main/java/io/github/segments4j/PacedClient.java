package io.github.segments4j;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.time.Duration;

/** Lets each attempt wait for its permit, last thing before it is sent, and reports refusals. */
final class PacedClient implements Client {
  /** The vendor's window: by then the quota is whole again. */
  private static final Duration HOLD_BACK = Duration.ofSeconds(1);

  private final RateLimiter limiter;
  private final Client next;

  PacedClient(RateLimiter limiter, Client next) {
    this.limiter = limiter;
    this.next = next;
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    long permit = permit(request);
    Duration holdBack = Duration.ZERO;
    try {
      Response response = next.execute(request, options);
      holdBack = response.status() == 429 ? HOLD_BACK : Duration.ZERO;
      return response;
    } finally {
      limiter.answered(permit, holdBack);
    }
  }

  private long permit(Request request) {
    try {
      return limiter.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectionException(
          Problem.of(Answers.request(request) + " was not sent: its thread was interrupted"), e);
    }
  }
}
