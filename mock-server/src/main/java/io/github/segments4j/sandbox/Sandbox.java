package io.github.segments4j.sandbox;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for the Amperity segments API, in this process and on the loopback address.
 *
 * <pre>{@code
 * try (Sandbox sandbox = Sandbox.builder().segments(250).start()) {
 *   // GET sandbox.baseUrl() + "/segments"
 * }
 * }</pre>
 *
 * <p>It answers {@code GET /segments} and {@code POST /v0/oauth2/token} as the contract says, with the
 * vendor's error body for all else, and refuses the eleventh request within a second unless it is told
 * otherwise. Safe for use by many
 * threads. It keeps nothing on disk, and its threads do not keep the JVM alive.
 */
public final class Sandbox implements AutoCloseable {
  private final SandboxServer server;
  private final String tenant;
  private final Segments segments;
  private final Faults faults;
  private final RequestLog requests;

  private Sandbox(
      SandboxServer server, String tenant, Segments segments, Faults faults, RequestLog requests) {
    this.server = server;
    this.tenant = tenant;
    this.segments = segments;
    this.faults = faults;
    this.requests = requests;
  }

  /**
   * A sandbox that is not started yet.
   *
   * @return a builder with every setting at its default
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Where the API is.
   *
   * @return an address that ends before {@code /segments}
   */
  public String baseUrl() {
    return "http://127.0.0.1:" + port() + Router.BASE_PATH;
  }

  /**
   * The port on 127.0.0.1.
   *
   * @return the port that was found, if any free one was asked for
   */
  public int port() {
    return server.port();
  }

  /**
   * The one tenant, for the header {@code amperity-tenant}.
   *
   * @return its name
   */
  public String tenant() {
    return tenant;
  }

  /**
   * An access token that is good at once and never expires.
   *
   * @return the same for every sandbox
   */
  public String accessToken() {
    return AccessTokens.FIXED;
  }

  /**
   * The client id of the API key; its tokens expire after an hour.
   *
   * @return the same for every sandbox
   */
  public String clientId() {
    return TokenEndpoint.CLIENT_ID;
  }

  /**
   * The client secret of the API key.
   *
   * @return the same for every sandbox
   */
  public String clientSecret() {
    return TokenEndpoint.CLIENT_SECRET;
  }

  /**
   * How many segments the tenant has.
   *
   * @return the total
   */
  public int segmentCount() {
    return segments.size();
  }

  /**
   * What goes wrong.
   *
   * @return always the same; nothing goes wrong until it is told
   */
  public Faults faults() {
    return faults;
  }

  /**
   * What was asked and answered.
   *
   * @return always the same; it grows with each request
   */
  public RequestLog requests() {
    return requests;
  }

  /** Stops at once and frees the port; answers that are held back never come. Closing it again does nothing. */
  @Override
  public void close() {
    server.close();
  }

  /** Between two tests: no faults, and no requests of the one before. */
  void forget() {
    faults.clear();
    requests.clear();
  }

  /** Says where it is and how much it holds. */
  @Override
  public String toString() {
    return "Sandbox[" + baseUrl() + ", tenant=" + tenant + ", segments=" + segments.size() + "]";
  }

  /** Settings of a sandbox. Not safe for use by several threads at once. */
  public static final class Builder {
    private static final Pattern HOST_LABEL =
        Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

    /** The vendor's: 10 requests a second. */
    private static final int RATE_LIMIT = 10;

    /** Enough for a test, and little memory; our choice. */
    private static final int KEPT_REQUESTS = 10_000;

    private int port;
    private int segments = 1_000;
    private long seed = 42;
    private @Nullable Path data;
    private String tenant = "acme";
    private Limit limit = Limit.SLIDING;
    private int perSecond = RATE_LIMIT;
    private RetryAfter retryAfter = RetryAfter.NONE;
    private int keptRequests = KEPT_REQUESTS;
    private InstantSource clock = InstantSource.system();

    private Builder() {}

    /**
     * The port to listen on.
     *
     * @param port 0 to 65535; 0, the default, is any free one
     * @return this builder
     * @throws IllegalArgumentException if it is not a port
     */
    public Builder port(int port) {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException(
            "The port must be from 0 (any free one) to 65535, not " + port);
      }
      this.port = port;
      return this;
    }

    /**
     * How many segments to make up. They take no memory.
     *
     * @param segments 0 or more; 1000 by default
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public Builder segments(int segments) {
      if (segments < 0) {
        throw new IllegalArgumentException(
            "The number of segments must be 0 or more, not " + segments);
      }
      this.segments = segments;
      return this;
    }

    /**
     * Which segments to make up: the same seed gives the same ids and names.
     *
     * @param seed any number; 42 by default
     * @return this builder
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Serves the segments of a file instead of made-up ones. It is read once, at the start.
     *
     * @param file a {@code .csv} file with a header that has {@code id} and {@code name} and may have {@code
     *     status}, or a {@code .json} or {@code .ndjson} file of objects with those fields; UTF-8
     * @return this builder
     */
    public Builder data(Path file) {
      this.data = file;
      return this;
    }

    /**
     * The tenant's name.
     *
     * @param tenant a host label; {@code acme} by default
     * @return this builder
     * @throws IllegalArgumentException if it is not a host label
     */
    public Builder tenant(String tenant) {
      if (!HOST_LABEL.matcher(tenant).matches()) {
        throw new IllegalArgumentException(
            "The tenant must be a host label: 1 to 63 letters, digits and inner hyphens");
      }
      this.tenant = tenant;
      return this;
    }

    /**
     * How to count requests.
     *
     * @param limit {@link Limit#SLIDING} by default (our choice; the vendor's is not published)
     * @return this builder
     */
    public Builder rateLimit(Limit limit) {
      this.limit = limit;
      return this;
    }

    /**
     * How many requests to allow, however they are counted.
     *
     * @param requests 1 or more a second; 10 by default (vendor)
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder requestsPerSecond(int requests) {
      if (requests < 1) {
        throw new IllegalArgumentException(
            "The number of requests a second must be 1 or more, not " + requests);
      }
      this.perSecond = requests;
      return this;
    }

    /**
     * Answers any number of requests: short for {@link Limit#NONE}.
     *
     * @return this builder
     */
    public Builder noRateLimit() {
      return rateLimit(Limit.NONE);
    }

    /**
     * Whether the rate limit's 429 says when to come back.
     *
     * @param retryAfter {@link RetryAfter#NONE} by default, since the vendor documents none
     * @return this builder
     */
    public Builder retryAfter(RetryAfter retryAfter) {
      this.retryAfter = retryAfter;
      return this;
    }

    /**
     * How many requests {@link Sandbox#requests()} keeps: the last ones.
     *
     * @param requests 0 or more; 10,000 by default
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public Builder keptRequests(int requests) {
      if (requests < 0) {
        throw new IllegalArgumentException(
            "The number of requests to keep must be 0 or more, not " + requests);
      }
      this.keptRequests = requests;
      return this;
    }

    /**
     * What the rate limit, the access tokens, the tokens of pages and the log of requests take for time.
     * Faults take real time.
     *
     * @param clock the system's by default
     * @return this builder
     */
    public Builder clock(InstantSource clock) {
      this.clock = clock;
      return this;
    }

    /**
     * Starts it.
     *
     * @return a sandbox that answers
     * @throws IllegalArgumentException if the file holds no segments in one of the formats; the message says
     *     where it does not
     * @throws java.io.UncheckedIOException if the file can't be read, or the port is taken
     */
    public Sandbox start() {
      Segments served =
          data == null ? new SeededSegments(segments, seed) : Segments.of(SegmentFile.read(data));
      AccessTokens tokens = new AccessTokens(clock);
      Faults faults = new Faults();
      RequestLog requests = new RequestLog(keptRequests);
      Router router = new Router(
          new SegmentsEndpoint(
              tenant, served, tokens, new Cursors(clock), perSecond, limit.of(perSecond, clock)),
          new TokenEndpoint(tenant, tokens),
          faults,
          retryAfter,
          clock);
      return new Sandbox(
          new SandboxServer(port, router, faults, requests, clock),
          tenant,
          served,
          faults,
          requests);
    }
  }
}
