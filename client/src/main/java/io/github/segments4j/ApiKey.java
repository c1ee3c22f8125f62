package io.github.segments4j;

import feign.FeignException;
import io.github.segments4j.generated.AccessTokenResponse;
import io.github.segments4j.generated.api.AccessTokensApi;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An API key, exchanged for access tokens; one is kept until shortly before it expires. */
final class ApiKey implements Credentials {
  /** Longer than a request takes, much shorter than the vendor's hour; our choice. */
  private static final Duration AHEAD = Duration.ofSeconds(60);

  private final AccessTokensApi api;
  private final String tenant;
  private final String clientId;
  private final String clientSecret;
  private final Duration timeout;
  private final Time time;
  private @Nullable String token;
  private long renewAt;

  ApiKey(
      AccessTokensApi api,
      String tenant,
      String clientId,
      String clientSecret,
      Duration timeout,
      Time time) {
    this.api = api;
    this.tenant = tenant;
    this.clientId = clientId;
    this.clientSecret = clientSecret;
    this.timeout = timeout;
    this.time = time;
  }

  @Override
  public synchronized String token() {
    if (token == null || time.nanos() - renewAt >= 0) {
      token = exchange();
    }
    return token;
  }

  @Override
  public synchronized Optional<String> tokenInsteadOf(String rejected) {
    if (rejected.equals(token)) {
      token = null;
    }
    return Optional.of(token());
  }

  private String exchange() {
    long asked = time.nanos();
    AccessTokenResponse answer;
    try {
      answer = api.createAccessToken(
              tenant, "client_credentials", clientId, clientSecret, PageSource.options(timeout))
          .body();
    } catch (FeignException e) {
      throw AnswerReader.unwrapped(e);
    }
    Duration life = Duration.ofSeconds(Math.max(0, Math.min(answer.expiresIn(), 365L * 24 * 3600)));
    Duration ahead = life.dividedBy(2).compareTo(AHEAD) < 0 ? life.dividedBy(2) : AHEAD;
    renewAt = asked + life.minus(ahead).toNanos();
    return answer.accessToken();
  }
}
