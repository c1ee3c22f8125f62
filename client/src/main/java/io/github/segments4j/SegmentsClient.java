package io.github.segments4j;

import static io.github.segments4j.generated.api.AccessTokensApi.createAccessToken;
import static io.github.segments4j.generated.api.SegmentsApi.listSegments;

import feign.*;
import io.github.segments4j.generated.*;
import io.github.segments4j.generated.api.*;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.*;
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
    private static final String API_VERSION = "2024-04-01";

    private final SegmentsApi api;
    private final String tenant;
    private final String baseUrl;
    private final RetryLoop retries;
    private final Consumer<SegmentsEvent> events;
    private volatile boolean closed;

    private SegmentsClient(Builder set) {
        tenant = set.tenant
                .or(() -> set.environment("AMPERITY_TENANT").map(Setting::tenant))
                .orElseThrow(() -> new IllegalArgumentException("There is no tenant: set AMPERITY_TENANT"));
        baseUrl = set.baseUrl
                .or(() -> set.environment("AMPERITY_BASE_URL").map(given -> Setting.baseUrl(given, false)))
                .orElse("https://" + tenant + ".amperity.com/api");
        Time time = set.time;
        events = new EventLog(set.listener, time, new AtomicLong());
        Duration asked = set.longestRetryAfter;
        retries = new RetryLoop(
                set.attempts, set.backoff, set.longestBackoff, asked, set.deadline, events, Math::random, time);
        Secrets secrets = new Secrets();
        AnswerReader reader = new AnswerReader(set.bodyLimit, time, secrets);
        Feign.Builder feign = Feign.builder().retryer(Retryer.NEVER_RETRY).responseInterceptor(reader);
        Client transport = new Transport(set.httpClient.get(), set.timeout, set.bodyLimit);
        RateLimiter limiter = set.rateLimiter.orElseGet(() -> new Pacer(10, time));
        Client paced = new PacedClient(limiter, asked, events, time, transport);
        AccessTokensApi tokens = feign.client(paced).target(new BaseUrl<>(AccessTokensApi.class, baseUrl));
        Client authorized = new AuthorizedClient(set.credentials(tenant, tokens, secrets), secrets, paced);
        api = feign.client(authorized).target(new BaseUrl<>(SegmentsApi.class, baseUrl));
    }

    /**
     * A new client. What is not set is taken from the environment; what is set wins.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder(System::getenv, Time.SYSTEM);
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
        return new SegmentListing(open(), options);
    }

    /**
     * One page, for who walks by hand or wants the headers. Retries and checks are the same.
     *
     * @param options page size, where to start, whether to count; there is nothing to read ahead
     * @return the page, with its status and headers
     * @throws SegmentsException if the page can't be had
     * @throws IllegalStateException if this client is closed
     */
    public SegmentPage page(ListOptions options) {
        TypedResponse<ListSegmentsResponse> answer = retries.call(deadline -> open().ask(options, deadline));
        Map<String, Collection<String>> headers = answer.headers();
        if (headers.containsKey("deprecation") || headers.containsKey("sunset")) {
            events.accept(new SegmentsEvent.Deprecation(
                    HttpDate.parse(headers, "deprecation"), HttpDate.parse(headers, "sunset")));
        }
        ListSegmentsResponse body = answer.body();
        Optional<String> next = Optional.ofNullable(body.nextToken()).filter(token -> !token.isEmpty());
        events.accept(new SegmentsEvent.Page(body.data().size(), next.isEmpty()));
        // The vendor's own example has a total that nobody asked for, and that is wrong.
        OptionalLong total =
                options.total() && body.total() != null ? OptionalLong.of(body.total()) : OptionalLong.empty();
        return new SegmentPage(body.data(), options.startingAt(), next, total, answer.status(), headers);
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
        OptionalLong total = page(ListOptions.pageSize(1).withTotal()).total();
        String without = "the server left out the total that with_total=true asks for";
        return total.orElseThrow(() -> new ProtocolException(Problem.of(without)));
    }

    /**
     * Ends this client: whatever asks it for more, a listing or a retry that is under way too, fails with an
     * {@link IllegalStateException}. Idle connections go when the client is no longer referred to. Closing it
     * again does nothing.
     */
    @Override
    public void close() {
        closed = true;
    }

    /** Says tenant and base URL; never a secret. */
    @Override
    public String toString() {
        return "SegmentsClient[tenant=" + tenant + ", baseUrl=" + baseUrl + "]";
    }

    private TypedResponse<ListSegmentsResponse> ask(ListOptions options, Deadline deadline) {
        Integer limit = options.pageSize().isPresent() ? options.pageSize().getAsInt() : null;
        // Feign leaves alone what looks encoded, so that a token with %2B in it would arrive as a plus sign.
        String token = options.startingAt().map(Quoted::encoded).orElse(null);
        return listSegments(api, tenant, API_VERSION, null, limit, token, options.total() ? true : null, deadline);
    }

    private SegmentsClient open() {
        if (closed) {
            throw new IllegalStateException("This client is closed");
        }
        return this;
    }

    /**
     * Settings of a client. Not safe for use by several threads at once. A value that is not allowed is an
     * {@link IllegalArgumentException} at once, whose message says what is.
     */
    public static final class Builder {
        private final UnaryOperator<@Nullable String> environment;
        private final Time time;
        private Optional<String> tenant = Optional.empty();
        private Optional<String> baseUrl = Optional.empty();
        private Optional<Credentials> accessToken = Optional.empty();
        private Optional<String> clientId = Optional.empty();
        private Optional<String> clientSecret = Optional.empty();
        private Duration timeout = Duration.ofSeconds(30);
        private Duration deadline = Duration.ofMinutes(5);
        private int attempts = 5;
        private Duration backoff = Duration.ofMillis(500);
        private Duration longestBackoff = Duration.ofSeconds(30);
        private Duration longestRetryAfter = Duration.ofMinutes(2);
        private Optional<RateLimiter> rateLimiter = Optional.empty();
        private int bodyLimit = 64 * 1024 * 1024;
        // What it hands over is gathered on the thread that reads it: another one would only wait for it.
        private Supplier<HttpClient> httpClient = () -> HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(Runnable::run)
                .build();
        private Consumer<? super SegmentsEvent> listener = event -> {};

        Builder(UnaryOperator<@Nullable String> environment, Time time) {
            this.environment = environment;
            this.time = time;
        }

        /**
         * Whose segments to read; otherwise {@code AMPERITY_TENANT}. Required.
         *
         * @param tenant a host label: 1 to 63 letters, digits and inner hyphens
         * @return this builder
         */
        public Builder tenant(String tenant) {
            this.tenant = Optional.of(Setting.tenant(tenant));
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
            this.accessToken = Optional.of(fixed(accessToken));
            return this;
        }

        /**
         * A source of access tokens. It is asked before every request, by any thread, and once more if the
         * server rejects the token: keep what it costs small.
         *
         * @param accessToken gives a token of visible ASCII characters; what it throws reaches the caller, and
         *     what it takes is not bounded by the deadline
         * @return this builder
         */
        public Builder accessToken(Supplier<String> accessToken) {
            this.accessToken = Optional.of((rejected, deadline) -> Setting.secret("access token", accessToken.get()));
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
            this.clientId = Optional.of(Setting.secret("client id", clientId));
            this.clientSecret = Optional.of(Setting.secret("client secret", clientSecret));
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
            this.baseUrl = Optional.of(Setting.baseUrl(baseUrl, false));
            return this;
        }

        /**
         * Where the API is, allowing http to another machine, such as a sandbox in a private network. Everybody
         * on the way can read the access token.
         *
         * @param baseUrl an http or https address that ends before {@code /segments}
         * @return this builder
         */
        public Builder plainHttpBaseUrl(String baseUrl) {
            this.baseUrl = Optional.of(Setting.baseUrl(baseUrl, true));
            return this;
        }

        /**
         * How long one attempt may take, from when it is sent to the last byte of its answer. Some requests take
         * seconds (vendor).
         *
         * @param timeout more than nothing, at most a day; 30 seconds by default (our choice)
         * @return this builder
         */
        public Builder timeout(Duration timeout) {
            this.timeout = Setting.positive("timeout", timeout);
            return this;
        }

        /**
         * How long one page may take, with all its attempts and every wait: for the rate limiter, for an access
         * token, between attempts.
         *
         * @param deadline more than nothing, at most a day; 5 minutes by default (our choice)
         * @return this builder
         */
        public Builder deadline(Duration deadline) {
            this.deadline = Setting.positive("deadline", deadline);
            return this;
        }

        /**
         * How often one page is tried, the first time included, where another attempt can help: after 429, 500,
         * 502, 503 and 504, a connection that failed, a body that was cut short.
         *
         * @param attempts 1 to 100; 5 by default, whose waits are some 4 s together on average (our choice)
         * @return this builder
         */
        public Builder attempts(int attempts) {
            this.attempts = Setting.between("number of attempts", attempts, 1, 100);
            return this;
        }

        /**
         * How long to wait between attempts: a random part of a time that doubles with each of them. The vendor
         * asks for exponential backoff with some randomness; the numbers are our choice.
         *
         * @param first before the second attempt, at most; 500 ms by default
         * @param longest where the doubling ends; 30 s by default
         * @return this builder
         */
        public Builder backoff(Duration first, Duration longest) {
            backoff = Setting.positive("backoff", first);
            longestBackoff = Setting.positive("longest backoff", longest);
            return this;
        }

        /**
         * How long a {@code Retry-After} may ask to wait. One that is longer than the backoff is honoured; one
         * past this ends the request at once, with an error that says so.
         *
         * @param longest more than nothing, at most a day; 2 minutes by default (our choice)
         * @return this builder
         */
        public Builder longestRetryAfter(Duration longest) {
            longestRetryAfter = Setting.positive("longest Retry-After", longest);
            return this;
        }

        /**
         * What keeps requests within the server's rate limit. By default each client has a limiter of its own,
         * for the vendor's 10 requests a second.
         *
         * @param limiter another one, such as {@link RateLimiter#perSecond(int)}; clients may share it
         * @return this builder
         */
        public Builder rateLimiter(RateLimiter limiter) {
            rateLimiter = Optional.of(limiter);
            return this;
        }

        /**
         * How many bytes one answer may have, unzipped too; more is an error. Far more than any page needs, far
         * less than a heap.
         *
         * @param bytes 1 or more; 64 MB by default (our choice)
         * @return this builder
         */
        public Builder bodyLimit(int bytes) {
            bodyLimit = Setting.between("body limit", bytes, 1, Integer.MAX_VALUE - 8);
            return this;
        }

        /**
         * What sends the requests, for a proxy, an {@code SSLContext}, or connections that are shared. By default
         * each client has one of its own, with the JDK's settings and HTTP/1.1.
         *
         * @param client one that follows no redirects, since an access token goes where it was meant to go, and has
         *     no authenticator, with which the JDK does not send one
         * @return this builder
         */
        public Builder httpClient(HttpClient client) {
            Setting.require(
                    client.followRedirects() == HttpClient.Redirect.NEVER
                            && client.authenticator().isEmpty(),
                    "The HttpClient must follow no redirects, its default, and have no authenticator, which would keep"
                            + " the access token from being sent");
            httpClient = () -> client;
            return this;
        }

        /**
         * Is told what happens: attempts, retries, waits, pages, and that the API is going to be retired.
         *
         * @param listener quick, and safe for use by many threads; what it throws is logged
         * @return this builder
         */
        public Builder listener(Consumer<? super SegmentsEvent> listener) {
            this.listener = listener;
            return this;
        }

        /**
         * Makes the client. Nothing is sent.
         *
         * @return a client
         * @throws IllegalArgumentException if a setting is missing or not allowed; the message says which
         */
        public SegmentsClient build() {
            return new SegmentsClient(this);
        }

        private Credentials credentials(String who, AccessTokensApi api, Secrets secrets) {
            Optional<String> token = clientId.isPresent() ? Optional.empty() : environment("AMPERITY_ACCESS_TOKEN");
            return accessToken.or(() -> token.map(Builder::fixed)).orElseGet(() -> apiKey(who, api, secrets));
        }

        private static Credentials fixed(String accessToken) {
            String token = Setting.secret("access token", accessToken);
            return (rejected, deadline) -> token;
        }

        private Credentials apiKey(String who, AccessTokensApi api, Secrets secrets) {
            Optional<String> id = clientId.or(() -> environment("AMPERITY_CLIENT_ID"));
            Optional<String> secret = clientSecret.or(() -> environment("AMPERITY_CLIENT_SECRET"));
            Setting.require(
                    id.isPresent() && secret.isPresent(),
                    "There is no access token: set AMPERITY_ACCESS_TOKEN, or AMPERITY_CLIENT_ID and"
                            + " AMPERITY_CLIENT_SECRET");
            String encodedId = Quoted.encoded(id.get());
            String encodedSecret = Quoted.encoded(secret.get());
            Function<Deadline, AccessTokenResponse> exchange = deadline -> {
                secrets.add(secret.get()); // again, since only the latest are kept
                return createAccessToken(api, who, "client_credentials", encodedId, encodedSecret, deadline)
                        .body();
            };
            return new ApiKey(exchange, time);
        }

        private Optional<String> environment(String variable) {
            Optional<String> value = Optional.ofNullable(environment.apply(variable));
            return value.map(String::strip).filter(text -> !text.isEmpty());
        }
    }
}
