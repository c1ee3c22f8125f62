package io.github.segments4j;

import io.github.segments4j.generated.AccessTokenResponse;
import io.github.segments4j.generated.AccessTokensApi;
import io.github.segments4j.generated.SegmentsApi;
import io.github.segments4j.http.Http1Client;
import io.github.segments4j.secrets.Secrets;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Configures a {@link SegmentsClient}. Not safe for use by several threads at once. A value that is not allowed throws an
 * {@link IllegalArgumentException} at once; its message says what is allowed.
 *
 * <p>Tenant, credentials and base URL that are not set come from the environment, from variables whose names begin with
 * {@code AMPERITY_}, unless {@link #ignoreEnvironment()} is called. A number marked "our choice" is one for which the
 * vendor's documentation gives none.
 */
public final class SegmentsClientBuilder {
    private static final String OWN_USER_AGENT = "segments4j/"
            + Objects.requireNonNullElse(SegmentsClient.class.getPackage().getImplementationVersion(), "unknown");

    /** The vendor's limit, in requests a second. */
    static final int RATE_LIMIT = 10;

    static final Duration DEADLINE = Duration.ofMinutes(5);
    static final int ATTEMPTS = 8;
    static final Duration BACKOFF = Duration.ofMillis(500);
    static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);
    static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(2);

    /** The shortest header value that is masked. A shorter one, such as {@code 1}, occurs in any text. */
    private static final int SHORTEST_SECRET = 4;

    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final Time time;
    private UnaryOperator<@Nullable String> environment;
    private Optional<String> tenant = Optional.empty();
    private String apiVersion = SegmentsApi.LIST_SEGMENTS_API_VERSION;
    private Optional<String> baseUrl = Optional.empty();
    private Optional<Credentials> accessToken = Optional.empty();
    private Optional<String> clientId = Optional.empty();
    private Optional<String> clientSecret = Optional.empty();
    private Duration timeout = Duration.ofSeconds(30);
    private Duration deadline = DEADLINE;
    private int attempts = ATTEMPTS;
    private Duration backoff = BACKOFF;
    private Duration longestBackoff = LONGEST_BACKOFF;
    private Duration longestRetryAfter = LONGEST_RETRY_AFTER;
    private Optional<RateLimiter> rateLimiter = Optional.empty();
    private int bodyLimit = 64 * 1024 * 1024;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private String userAgent = OWN_USER_AGENT;
    private Optional<ProxyAddress> proxy = Optional.empty();
    private Optional<HttpClient> httpClient = Optional.empty();
    private UnaryOperator<HttpClient> httpClientWrapper = UnaryOperator.identity();
    private UnaryOperator<Supplier<SegmentPage>> pageDecorator = UnaryOperator.identity();
    private UnaryOperator<Runnable> taskDecorator = UnaryOperator.identity();
    private final List<Consumer<? super SegmentsEvent>> listeners = new ArrayList<>();

    SegmentsClientBuilder(UnaryOperator<@Nullable String> environment, Time time) {
        this.environment = environment;
        this.time = time;
    }

    /**
     * Sets the tenant whose segments to read. Required, here or as {@code AMPERITY_TENANT}.
     *
     * @param tenant a host label: 1 to 63 letters, digits and inner hyphens
     * @return this builder
     */
    public SegmentsClientBuilder tenant(String tenant) {
        this.tenant = Optional.of(Setting.tenant(tenant));
        return this;
    }

    /**
     * Sets a fixed access token; otherwise {@code AMPERITY_ACCESS_TOKEN}. It expires: see {@link #apiKey(String, String)}
     * for tokens that are renewed.
     *
     * @param accessToken visible ASCII characters
     * @return this builder
     */
    public SegmentsClientBuilder accessToken(String accessToken) {
        this.accessToken = Optional.of(fixed(accessToken));
        return this;
    }

    /**
     * Sets a source of access tokens. It is called before every request, by any thread, and once more if the server
     * rejects the token, so it should be quick.
     *
     * @param accessToken returns a token of visible ASCII characters; what it throws reaches the caller, and the time
     *     that it takes is not bounded by the deadline
     * @return this builder
     */
    public SegmentsClientBuilder accessToken(Supplier<String> accessToken) {
        this.accessToken =
                Optional.of(new Credentials.Supplied(() -> Setting.secret("access token", accessToken.get())));
        return this;
    }

    /**
     * Sets an API key, which is exchanged for access tokens that are renewed before they expire; otherwise {@code
     * AMPERITY_CLIENT_ID} and {@code AMPERITY_CLIENT_SECRET}. A token set with {@link #accessToken(String)} takes precedence
     * over it; an access token of the environment does not.
     *
     * @param clientId the key's client id
     * @param clientSecret the key's client secret
     * @return this builder
     */
    public SegmentsClientBuilder apiKey(String clientId, String clientSecret) {
        this.clientId = Optional.of(Setting.secret("client id", clientId));
        this.clientSecret = Optional.of(Setting.secret("client secret", clientSecret));
        return this;
    }

    /**
     * Sets the API version that each request for segments names. The default is the version that this client was built
     * for. The vendor calls its early access {@code unstable}.
     *
     * @param apiVersion visible ASCII characters; the server rejects a version that it does not support
     * @return this builder
     */
    public SegmentsClientBuilder apiVersion(String apiVersion) {
        this.apiVersion = Setting.headerValue("API version", apiVersion);
        return this;
    }

    /**
     * Sets the address of the API; otherwise {@code AMPERITY_BASE_URL}, otherwise {@code
     * https://{tenant}.amperity.com/api}. Tenants on AWS use {@code https://app.amperity.com/api}.
     *
     * @param baseUrl an https address that ends before {@code /segments}; http is accepted for this machine only
     * @return this builder
     */
    public SegmentsClientBuilder baseUrl(String baseUrl) {
        this.baseUrl = Optional.of(Setting.baseUrl(baseUrl));
        return this;
    }

    /**
     * Sets the address of the API and allows http to another machine, such as a sandbox in a private network. Everyone
     * on the way can read the access token.
     *
     * @param baseUrl an http or https address that ends before {@code /segments}
     * @return this builder
     */
    public SegmentsClientBuilder plainHttpBaseUrl(String baseUrl) {
        this.baseUrl = Optional.of(Setting.plainHttpBaseUrl(baseUrl));
        return this;
    }

    /**
     * Takes nothing from the environment: tenant, credentials and base URL are those that are set here, or the defaults.
     *
     * @return this builder
     */
    public SegmentsClientBuilder ignoreEnvironment() {
        environment = variable -> null;
        return this;
    }

    /**
     * Limits how long one attempt may take, from when it is sent to the last byte of its response. Some requests take
     * seconds (vendor).
     *
     * @param timeout 1 ms to 24 hours; 30 seconds by default (our choice)
     * @return this builder
     */
    public SegmentsClientBuilder timeout(Duration timeout) {
        this.timeout = Setting.duration("timeout", timeout, MILLISECOND, DAY);
        return this;
    }

    /**
     * Limits how long one page may take, with all its attempts and every wait: for the rate limiter, for an access
     * token, between attempts. For a limit on a whole listing, see {@link ListOptions#withDeadline(Duration)}.
     *
     * @param deadline 1 ms to 24 hours; 5 minutes by default (our choice)
     * @return this builder
     */
    public SegmentsClientBuilder deadline(Duration deadline) {
        this.deadline = Setting.duration("deadline", deadline, MILLISECOND, DAY);
        return this;
    }

    /**
     * Sets how often one page is attempted, including the first time, if the error is transient: a status that {@link
     * ServerException} lists, a connection that failed, a body that was cut short. A 429 is waited out while the deadline
     * lasts, and does not count.
     *
     * @param attempts 1 to 100; 8 by default, whose waits are more than 30 s together and at most 62 s, so that a
     *     server may be down for 30 s (our choice)
     * @return this builder
     */
    public SegmentsClientBuilder attempts(int attempts) {
        this.attempts = Setting.between("number of attempts", attempts, 1, 100);
        return this;
    }

    /**
     * Sets how long to wait between attempts. A wait is random between 50 % and 100 % of a base that doubles with each
     * error. The vendor asks for an exponential backoff with some randomness; the numbers are our choice.
     *
     * @param first the base after the first error, 1 ms to {@code longest}; 500 ms by default
     * @param longest where the doubling ends, 1 ms to 24 hours; 30 s by default
     * @return this builder
     */
    public SegmentsClientBuilder backoff(Duration first, Duration longest) {
        longestBackoff = Setting.duration("longest backoff", longest, MILLISECOND, DAY);
        backoff = Setting.duration("first backoff", first, MILLISECOND, longest);
        return this;
    }

    /**
     * Limits how long a {@code Retry-After} may ask to wait. A longer one ends the request at once, with an error that
     * says so. A shorter one is honoured if it is longer than the backoff.
     *
     * @param longest 1 ms to 24 hours; 2 minutes by default (our choice)
     * @return this builder
     */
    public SegmentsClientBuilder longestRetryAfter(Duration longest) {
        longestRetryAfter = Setting.duration("longest Retry-After", longest, MILLISECOND, DAY);
        return this;
    }

    /**
     * Sets what keeps requests within the server's rate limit. By default each client has a limiter of its own, for the
     * vendor's 10 requests a second.
     *
     * @param limiter another one, such as {@link RateLimiter#perSecond(int)}; clients may share it
     * @return this builder
     */
    public SegmentsClientBuilder rateLimiter(RateLimiter limiter) {
        rateLimiter = Optional.of(limiter);
        return this;
    }

    /**
     * Limits the size of one response, after decompression too. A larger one is an error. The default is far more than
     * any page needs.
     *
     * @param bytes 1 or more; 64 MB by default (our choice)
     * @return this builder
     */
    public SegmentsClientBuilder bodyLimit(int bytes) {
        bodyLimit = Setting.between("body limit", bytes, 1, Integer.MAX_VALUE - 8);
        return this;
    }

    /**
     * Adds a header to every request, for example one that a gateway needs. A value of 4 characters or more is masked
     * like an access token wherever a server echoes it.
     *
     * @param name a header that the client does not set itself; setting it again replaces the value
     * @param value visible characters
     * @return this builder
     */
    public SegmentsClientBuilder header(String name, String value) {
        headers.put(Setting.headerName(name, value), value);
        return this;
    }

    /**
     * Adds a word about the calling program to the {@code User-Agent} header, which begins with {@code segments4j/} and
     * the version.
     *
     * @param suffix such as {@code nightly-export/1.4}
     * @return this builder
     */
    public SegmentsClientBuilder userAgentSuffix(String suffix) {
        userAgent = OWN_USER_AGENT + " " + Setting.headerValue("User-Agent suffix", suffix);
        return this;
    }

    /**
     * Sends all requests through an HTTP proxy. By default the JVM's settings decide, such as the system properties {@code
     * https.proxyHost} and {@code https.proxyPort}.
     *
     * @param address {@code http://host:port}, or {@code http://user:password@host:port} with what is neither a letter
     *     nor a digit percent-encoded; the password is never shown
     * @return this builder
     */
    public SegmentsClientBuilder proxy(String address) {
        proxy = Optional.of(ProxyAddress.of(address));
        return this;
    }

    /**
     * Sets what sends the requests, for example with an {@code SSLContext} or connections that are shared. By default
     * each client has one of its own, for HTTP/1.1 and with the JVM's trust store. Its deadlines hold whatever a server
     * sends. A malformed response can keep a client of {@code java.net.http} busy forever, and its timeout does not
     * cover the resolution of host names.
     *
     * @param client one that follows no redirects, since the access token must not go elsewhere, and has no
     *     authenticator, because the JDK would then drop the Authorization header
     * @return this builder
     */
    public SegmentsClientBuilder httpClient(HttpClient client) {
        httpClient = Optional.of(Setting.httpClient(client));
        return this;
    }

    /**
     * Wraps what sends the requests, the default client too, for example in Micrometer's or OpenTelemetry's
     * instrumentation of {@code java.net.http}. Each call adds a wrapper, outside of those before it.
     *
     * @param wrapper returns a client that sends through the one that it is given
     * @return this builder
     */
    public SegmentsClientBuilder httpClient(UnaryOperator<HttpClient> wrapper) {
        UnaryOperator<HttpClient> inner = httpClientWrapper;
        httpClientWrapper = client -> wrapper.apply(inner.apply(client));
        return this;
    }

    /**
     * Wraps the fetching of each page, for example in a span. Everything that belongs to a page runs inside, on the
     * same thread: its attempts, the waits between them, the request for an access token, and the listeners. Each call
     * adds a decorator outside of the earlier ones.
     *
     * @param decorator returns a supplier that calls the one that it is given and returns its page; safe for use by many
     *     threads. The given supplier throws a {@link SegmentsException} if the page cannot be fetched; what the returned
     *     one throws reaches the caller
     * @return this builder
     */
    public SegmentsClientBuilder pageDecorator(UnaryOperator<Supplier<SegmentPage>> decorator) {
        UnaryOperator<Supplier<SegmentPage>> inner = pageDecorator;
        pageDecorator = page -> decorator.apply(inner.apply(page));
        return this;
    }

    /**
     * Wraps each task that reads a page ahead, to carry a context to the thread that runs it: {@code task ->
     * Context.current().wrap(task)} with OpenTelemetry, for example. The decorator is called on the caller's thread. Each
     * call adds a decorator, outside of those before it.
     *
     * @param decorator returns a task that runs the one that it is given
     * @return this builder
     */
    public SegmentsClientBuilder taskDecorator(UnaryOperator<Runnable> decorator) {
        UnaryOperator<Runnable> inner = taskDecorator;
        taskDecorator = task -> decorator.apply(inner.apply(task));
        return this;
    }

    /**
     * Adds a listener that receives an event for each attempt, retry, wait and page, and when the API announces its
     * retirement.
     *
     * @param listener quick, and safe for use by many threads; what it throws is logged
     * @return this builder
     */
    public SegmentsClientBuilder listener(Consumer<? super SegmentsEvent> listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Makes the client. Nothing is sent.
     *
     * @return a client
     * @throws IllegalArgumentException if a setting is missing or not allowed; the message says which
     * @throws IllegalStateException if Feign or Jackson on the class path is too old; the message says which version to use
     */
    public SegmentsClient build() {
        Libraries.check();
        String tenant = this.tenant
                .or(() -> variable("AMPERITY_TENANT").map(Setting::tenant))
                .orElseThrow(() -> new IllegalArgumentException("There is no tenant: set AMPERITY_TENANT"));
        String baseUrl = this.baseUrl
                .or(() -> variable("AMPERITY_BASE_URL").map(Setting::baseUrl))
                .orElse("https://" + tenant + ".amperity.com/api");
        Optional<Credentials> token = accessToken.or(this::tokenOfEnvironment);
        Optional<Key> key = token.isPresent() ? Optional.empty() : Optional.of(key());

        List<String> permanentSecrets = new ArrayList<>(headers.values());
        permanentSecrets.removeIf(value -> value.length() < SHORTEST_SECRET);
        key.ifPresent(used -> permanentSecrets.add(used.secret()));
        proxy.ifPresent(used -> permanentSecrets.addAll(used.secrets()));
        Secrets secrets = new Secrets(permanentSecrets);
        EventLog events = new EventLog(listeners, time);
        Backoff waits = new Backoff(backoff, longestBackoff, Math::random);
        RetryLoop retries = new RetryLoop(attempts, waits, longestRetryAfter, events, time);
        ResponseReader reader = new ResponseReader(bodyLimit, secrets, new ErrorReader(time, secrets));

        Setting.require(
                httpClient.isEmpty() || proxy.isEmpty(), "A proxy is a setting of the HttpClient that is passed in");
        Http1Client ownHttp = proxy.map(to -> new Http1Client(to.selector(), to.authorization()))
                .orElseGet(() -> new Http1Client(ProxySelector.getDefault(), null));
        HttpClient wrapped = Setting.httpClient(httpClientWrapper.apply(httpClient.orElse(ownHttp)));
        HttpTransport transport = new HttpTransport(wrapped, ownHttp::shutdownNow, timeout, bodyLimit, everyHeader());
        RateLimiter limiter = rateLimiter.orElseGet(() -> new Pacer(RATE_LIMIT, time));
        Exchange paced = new PacedExchange(limiter, longestRetryAfter, events, time, transport);
        AccessTokensApi tokenApi = new FeignApi(baseUrl, paced, reader).create(AccessTokensApi.class);
        Credentials credentials = token.orElseGet(() -> apiKey(key.orElseThrow(), tenant, tokenApi));
        FeignApi feign = new FeignApi(baseUrl, new AuthorizedExchange(credentials, secrets, paced), reader);

        PageFetcher fetcher =
                new PageFetcher(feign, transport, retries, secrets, deadline, taskDecorator, events, time);
        SegmentsEndpoint segments =
                new SegmentsEndpoint(fetcher.api(SegmentsApi.class), tenant, apiVersion, pageDecorator);
        return new SegmentsClient(tenant, baseUrl, fetcher, segments, transport);
    }

    /** An API key. */
    private record Key(String id, String secret) {
        @Override
        public String toString() {
            return "Key[" + id + ", ***]";
        }
    }

    private Optional<Credentials> tokenOfEnvironment() {
        if (clientId.isPresent()) {
            return Optional.empty();
        }
        return variable("AMPERITY_ACCESS_TOKEN").map(SegmentsClientBuilder::fixed);
    }

    private Key key() {
        Optional<String> id = clientId.or(() -> variable("AMPERITY_CLIENT_ID"));
        Optional<String> secret = clientSecret.or(() -> variable("AMPERITY_CLIENT_SECRET"));
        Setting.require(
                id.isPresent() && secret.isPresent(),
                "There is no access token: set AMPERITY_ACCESS_TOKEN, or AMPERITY_CLIENT_ID and"
                        + " AMPERITY_CLIENT_SECRET");
        return new Key(id.get(), secret.get());
    }

    private Credentials apiKey(Key key, String tenant, AccessTokensApi api) {
        String id = Quoted.encoded(key.id());
        String secret = Quoted.encoded(key.secret());
        Function<Deadline, AccessTokenResponse> tokenEndpoint =
                deadline -> api.createAccessToken(tenant, "client_credentials", id, secret, FeignApi.options(deadline))
                        .body();
        return new ApiKey(tokenEndpoint, time);
    }

    private static Credentials fixed(String accessToken) {
        String token = Setting.secret("access token", accessToken);
        return new Credentials.Supplied(() -> token);
    }

    private Map<String, String> everyHeader() {
        Map<String, String> every = new LinkedHashMap<>(headers);
        every.put("User-Agent", userAgent);
        every.put("Accept-Encoding", "gzip");
        return every;
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.apply(name)).map(String::strip).filter(text -> !text.isEmpty());
    }
}
