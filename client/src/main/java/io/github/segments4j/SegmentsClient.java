package io.github.segments4j;

import feign.Client;
import feign.Feign;
import feign.Retryer;
import io.github.segments4j.generated.api.AccessTokensApi;
import io.github.segments4j.generated.api.SegmentsApi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the segments of one Amperity tenant.
 *
 * <pre>{@code
 * try (SegmentsClient client = SegmentsClient.builder()
 *     .tenant("acme")
 *     .accessToken(System.getenv("AMPERITY_ACCESS_TOKEN"))
 *     .build()) {
 *   for (Segment segment : client.list()) {
 *     System.out.println(segment.name());
 *   }
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads, which share its rate limit of 10 requests a second (the vendor's).
 * Make one and keep it. A request that fails for good throws a {@link SegmentsException}, after up to 5
 * attempts where another one can help.
 */
public final class SegmentsClient implements AutoCloseable {
  private final String description;
  private final PageSource source;

  private SegmentsClient(String description, PageSource source) {
    this.description = description;
    this.source = source;
  }

  /**
   * A new client. What is not set is taken from the environment; what is set wins.
   *
   * @return a builder
   */
  public static Builder builder() {
    return builder(System::getenv);
  }

  static Builder builder(UnaryOperator<@Nullable String> environment) {
    return new Builder(environment);
  }

  /**
   * Every segment, with the default options.
   *
   * @return a listing, which sends nothing before it is walked
   * @throws IllegalStateException if this client is closed
   */
  public SegmentListing list() {
    return list(ListOptions.defaults());
  }

  /**
   * Every segment.
   *
   * @param options page size, where to start, whether to count
   * @return a listing, which sends nothing before it is walked
   * @throws IllegalStateException if this client is closed
   */
  public SegmentListing list(ListOptions options) {
    return new SegmentListing(source.open(), options);
  }

  /**
   * How many segments the tenant has. One request; the vendor calls it expensive for a tenant with many
   * pages.
   *
   * @return the server's total
   * @throws SegmentsException if the request fails, or is answered without a total
   * @throws IllegalStateException if this client is closed
   */
  public long count() {
    return source
        .page(new PageRequest(Optional.empty(), OptionalInt.of(1), true))
        .total()
        .orElseThrow(() -> new ProtocolException(
            Problem.of("the server left out the total that with_total=true asks for")));
  }

  /** Ends this client: whatever asks it for more, a listing that is under way too, fails with an {@link
   * IllegalStateException}. Closing it again does nothing. */
  @Override
  public void close() {
    source.close();
  }

  /** Says tenant and base URL; never a secret. */
  @Override
  public String toString() {
    return description;
  }

  /**
   * Settings of a client. Not safe for use by several threads at once. A value that is not allowed is an
   * {@link IllegalArgumentException} at once, whose message says what is.
   */
  public static final class Builder {
    private final UnaryOperator<@Nullable String> environment;
    private @Nullable String tenant;
    private @Nullable Supplier<String> accessToken;
    private @Nullable String clientId;
    private @Nullable String clientSecret;
    private @Nullable String baseUrl;
    private Duration timeout = Duration.ofSeconds(30);
    private Duration deadline = Duration.ofMinutes(5);
    private Time time = Time.SYSTEM;

    private Builder(UnaryOperator<@Nullable String> environment) {
      this.environment = environment;
    }

    /**
     * Whose segments to read; otherwise {@code AMPERITY_TENANT}. Required.
     *
     * @param tenant a host label: 1 to 63 letters, digits and inner hyphens
     * @return this builder
     */
    public Builder tenant(String tenant) {
      this.tenant = Setting.tenant(tenant);
      return this;
    }

    /**
     * A fixed access token; otherwise {@code AMPERITY_ACCESS_TOKEN}. It expires, see {@link
     * #apiKey(String, String)} for one that is renewed.
     *
     * @param accessToken visible ASCII characters
     * @return this builder
     */
    public Builder accessToken(String accessToken) {
      String valid = Setting.accessToken(accessToken);
      return accessToken(() -> valid);
    }

    /**
     * A source of access tokens. It is asked before every request, by any thread, and once more if the
     * server rejects the token: keep what it costs small.
     *
     * @param accessToken gives a token of visible ASCII characters; what it throws reaches the caller
     * @return this builder
     */
    public Builder accessToken(Supplier<String> accessToken) {
      this.accessToken = accessToken;
      return this;
    }

    /**
     * An API key, exchanged for access tokens that are renewed before they expire; otherwise {@code
     * AMPERITY_CLIENT_ID} and {@code AMPERITY_CLIENT_SECRET}. An access token, where there is one, is
     * used first.
     *
     * @param clientId the key's client id
     * @param clientSecret the key's client secret
     * @return this builder
     */
    public Builder apiKey(String clientId, String clientSecret) {
      this.clientId = Setting.secret("client id", clientId);
      this.clientSecret = Setting.secret("client secret", clientSecret);
      return this;
    }

    /**
     * Where the API is; otherwise {@code AMPERITY_BASE_URL}, otherwise {@code
     * https://{tenant}.amperity.com/api}. Tenants on AWS use {@code https://app.amperity.com/api}.
     *
     * @param baseUrl an https address that ends before {@code /segments}; http is for this machine only
     * @return this builder
     */
    public Builder baseUrl(String baseUrl) {
      this.baseUrl = Setting.baseUrl(baseUrl);
      return this;
    }

    /**
     * How long one attempt may take, from its start to the last byte of its answer. Some requests take
     * seconds (vendor).
     *
     * @param timeout more than nothing, at most a day; 30 seconds by default
     * @return this builder
     */
    public Builder timeout(Duration timeout) {
      this.timeout = Setting.positive("timeout", timeout);
      return this;
    }

    /**
     * How long one page may take, with all its attempts and the waits between them.
     *
     * @param deadline more than nothing, at most a day; 5 minutes by default
     * @return this builder
     */
    public Builder deadline(Duration deadline) {
      this.deadline = Setting.positive("deadline", deadline);
      return this;
    }

    Builder time(Time time) {
      this.time = time;
      return this;
    }

    /**
     * Makes the client. Nothing is sent.
     *
     * @return a client
     * @throws IllegalArgumentException if a setting is missing or not allowed; the message says which
     */
    public SegmentsClient build() {
      String who = tenant != null ? tenant : Setting.tenant(required("AMPERITY_TENANT", "tenant"));
      String url = baseUrl != null ? baseUrl : baseUrlFor(who);
      Client transport = new Transport();
      Client paced = new PacedClient(new Pacer(time), transport);
      Client authorized = new AuthorizedClient(credentials(who, url, transport), paced);
      RetryLoop retries =
          new RetryLoop(time, () -> ThreadLocalRandom.current().nextDouble(), deadline);
      SegmentsApi api = feign(authorized).target(SegmentsApi.class, url);
      return new SegmentsClient(
          "SegmentsClient[tenant=" + who + ", baseUrl=" + url + "]",
          new PageSource(api, who, retries, timeout));
    }

    private String baseUrlFor(String who) {
      String url = environment("AMPERITY_BASE_URL");
      return url == null ? "https://" + who + ".amperity.com/api" : Setting.baseUrl(url);
    }

    private Credentials credentials(String who, String url, Client transport) {
      if (accessToken != null) {
        return accessToken::get;
      }
      if (clientId == null || clientSecret == null) {
        String token = environment("AMPERITY_ACCESS_TOKEN");
        if (token != null) {
          String valid = Setting.accessToken(token);
          return () -> valid;
        }
        clientId = environment("AMPERITY_CLIENT_ID");
        clientSecret = environment("AMPERITY_CLIENT_SECRET");
      }
      if (clientId == null || clientSecret == null) {
        throw new IllegalArgumentException(
            "There is no access token: set AMPERITY_ACCESS_TOKEN, or AMPERITY_CLIENT_ID and AMPERITY_CLIENT_SECRET");
      }
      return apiKey(who, url, transport, clientId, clientSecret);
    }

    private Credentials apiKey(String who, String url, Client transport, String id, String secret) {
      String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
      Client discreet = (request, options) ->
          Secrets.removed(transport.execute(request, options), secret, encoded);
      AccessTokensApi tokens = feign(discreet).target(AccessTokensApi.class, url);
      return new ApiKey(tokens, who, id, secret, timeout, time);
    }

    private Feign.Builder feign(Client client) {
      return Feign.builder()
          .client(client)
          .encoder(new FormEncoder())
          .decoder(new AnswerReader())
          .errorDecoder(new ErrorReader(time))
          .retryer(Retryer.NEVER_RETRY);
    }

    private String required(String variable, String name) {
      String value = environment(variable);
      if (value == null) {
        throw new IllegalArgumentException("There is no " + name + ": set " + variable);
      }
      return value;
    }

    private @Nullable String environment(String variable) {
      String value = environment.apply(variable);
      return value == null || value.isBlank() ? null : value.strip();
    }

    /** Says no setting: some are secret. */
    @Override
    public String toString() {
      return "SegmentsClient.Builder";
    }
  }
}
