package io.github.segments4j.sandbox;

import io.github.segments4j.sandbox.admin.Admin;
import io.github.segments4j.sandbox.admin.Settings;
import io.github.segments4j.sandbox.admin.State;
import io.github.segments4j.sandbox.data.SeededSegments;
import io.github.segments4j.sandbox.data.SegmentFile;
import io.github.segments4j.sandbox.data.Segments;
import io.github.segments4j.sandbox.data.Walks;
import io.github.segments4j.sandbox.endpoints.AccessTokens;
import io.github.segments4j.sandbox.endpoints.Router;
import io.github.segments4j.sandbox.endpoints.SegmentsEndpoint;
import io.github.segments4j.sandbox.endpoints.TokenEndpoint;
import io.github.segments4j.sandbox.faults.FaultRule;
import io.github.segments4j.sandbox.http.SandboxServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
 * otherwise. Its segments may be changed and its clock moved while it answers, and {@link #reset} brings it
 * back to its start. Safe for use by many threads. It keeps nothing on disk, and its threads do not keep the
 * JVM alive.
 */
public final class Sandbox implements AutoCloseable {
    private final SandboxServer server;
    private final State state;

    private Sandbox(SandboxServer server, State state) {
        this.server = server;
        this.state = state;
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
     * The tenant, for the header {@code amperity-tenant}; where there are several, the first one.
     *
     * @return its name
     */
    public String tenant() {
        return state.first().name();
    }

    /**
     * An access token that is good at once and never expires.
     *
     * @return the same for every sandbox
     */
    public String accessToken() {
        return state.first().accessToken();
    }

    /**
     * The client id of the API key, whose tokens expire.
     *
     * @return the same for every sandbox
     */
    public String clientId() {
        return state.first().clientId();
    }

    /**
     * The client secret of the API key.
     *
     * @return the same for every sandbox
     */
    public String clientSecret() {
        return state.first().clientSecret();
    }

    /**
     * How many segments the tenant has now.
     *
     * @return the total
     */
    public int segmentCount() {
        return segments().size();
    }

    /**
     * What the tenant has, to be changed at will.
     *
     * @return the same object each time
     */
    public SandboxSegments segments() {
        return state.first().segments();
    }

    /**
     * One of several tenants.
     *
     * @param name its name
     * @return its credentials and its segments
     * @throws IllegalArgumentException if there is none of this name
     */
    public SandboxTenant tenant(String name) {
        return state.tenant(name);
    }

    /**
     * What it takes for time.
     *
     * @return the same object each time
     */
    public SandboxClock clock() {
        return state.clock();
    }

    /**
     * Ends every access token that was made from an API key, of all tenants, now and for good. New ones may be
     * asked for at once, and {@link #accessToken} stays good.
     */
    public void expireAccessTokens() {
        state.tokens().expire();
    }

    /**
     * Brings everything back to its start: the segments, the clock, and each limit with nothing counted. Access
     * tokens made from an API key and tokens of pages are not known any more, requests are forgotten, and so are
     * faults but those of {@link Builder#fault}. A request that is being answered meanwhile may see some of
     * both.
     */
    public void reset() {
        state.reset();
    }

    /**
     * What goes wrong.
     *
     * @return always the same; nothing goes wrong until it is told, here or by {@link Builder#fault}
     */
    public Faults faults() {
        return state.faults();
    }

    /**
     * What was asked and answered.
     *
     * @return always the same; it grows with each request
     */
    public RequestLog requests() {
        return state.requests();
    }

    /**
     * Serves a text beside the API, for a browser. The {@code segments sandbox} command shows its documentation
     * with it; a test has no use for it. {@link #reset} leaves it.
     *
     * @param path what is asked for, exactly and decoded; it begins with a slash and stands outside {@code /api}
     *     and {@code /_sandbox}
     * @param headers such as {@code Content-Type}
     * @param body sent as UTF-8
     * @throws IllegalArgumentException if it is another path
     */
    public void serve(String path, Map<String, String> headers, String body) {
        server.router().serve(path, headers, body);
    }

    /** Stops at once and frees the port; answers that are held back never come. Closing it again does nothing. */
    @Override
    public void close() {
        server.close();
    }

    /** Says where it is and how much it holds. */
    @Override
    public String toString() {
        return "Sandbox[" + baseUrl() + ", tenant=" + tenant() + ", segments=" + segmentCount() + "]";
    }

    /** Settings of a sandbox. Not safe for use by several threads at once. */
    public static final class Builder {
        private static final Pattern HOST_LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

        /** The vendor's: 10 requests a second. */
        private static final int RATE_LIMIT = 10;

        /** Enough for a test, and little memory; our choice. */
        private static final int KEPT_REQUESTS = 10_000;
        /** Longer than any test, short enough for the clock. */
        private static final Duration LONGEST_LIFE = Duration.ofDays(365);

        private int port;
        private int segments = 1_000;
        private long seed = 42;
        private @Nullable Path data;
        private String tenant = "acme";
        private final Map<String, Integer> otherTenants = new LinkedHashMap<>();
        private Paging paging = Paging.SNAPSHOT;
        private Duration accessTokenLife = Duration.ofHours(1);
        private Duration pageTokenLife = Duration.ofHours(1);
        private Limit limit = Limit.SLIDING;
        private int perSecond = RATE_LIMIT;
        private RetryAfter retryAfter = RetryAfter.NONE;
        private int keptRequests = KEPT_REQUESTS;
        private InstantSource clock = InstantSource.system();
        private final List<FaultRule> faults = new ArrayList<>();
        private long faultSeed = 42;
        private @Nullable Consumer<String> accessLog;

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
                throw new IllegalArgumentException("The port must be from 0 (any free one) to 65535, not " + port);
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
            this.segments = count(segments);
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
            this.tenant = hostLabel(tenant);
            return this;
        }

        /**
         * Serves one tenant more, with segments, credentials and a rate limit of its own: see {@link
         * Sandbox#tenant(String)}. Its segments are made up from another seed.
         *
         * @param tenant a host label that no other tenant has
         * @param segments how many segments to make up, 0 or more; others may be added later
         * @return this builder
         * @throws IllegalArgumentException if it is not a host label, or the number is negative
         */
        public Builder anotherTenant(String tenant, int segments) {
            otherTenants.put(hostLabel(tenant), count(segments));
            return this;
        }

        /**
         * What a walk from page to page sees of changes that are made meanwhile.
         *
         * @param paging {@link Paging#SNAPSHOT} by default (our choice; the vendor's is not published)
         * @return this builder
         */
        public Builder paging(Paging paging) {
            this.paging = paging;
            return this;
        }

        /**
         * How long an access token is good that was made from the API key.
         *
         * @param life 1 second to 365 days, rounded down to seconds; 1 hour by default (the vendor's example)
         * @return this builder
         * @throws IllegalArgumentException if it is shorter or longer
         */
        public Builder accessTokenLife(Duration life) {
            this.accessTokenLife = life("an access token", life);
            return this;
        }

        /**
         * How long a token of a page is good. Each page brings one that is good so long from then on.
         *
         * @param life 1 second to 365 days, rounded down to seconds; 1 hour by default (our choice; the vendor's
         *     is not published)
         * @return this builder
         * @throws IllegalArgumentException if it is shorter or longer
         */
        public Builder pageTokenLife(Duration life) {
            this.pageTokenLife = life("a token of a page", life);
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
         * How many requests {@link Sandbox#requests()} keeps: the last ones, and fewer when they are so long that
         * they would take more than some 32 MB.
         *
         * @param requests 0 or more; 10,000 by default
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder keptRequests(int requests) {
            if (requests < 0) {
                throw new IllegalArgumentException("The number of requests to keep must be 0 or more, not " + requests);
            }
            this.keptRequests = requests;
            return this;
        }

        /**
         * What {@link Sandbox#clock} follows. Faults that take time take the system's.
         *
         * @param clock the system's by default
         * @return this builder
         */
        public Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /**
         * Something that goes wrong from the start, and again after {@link Sandbox#reset}.
         *
         * @param rule such as {@code status=503,retryAfter=2s,times=3} or {@code
         *     latency=20ms,jitter=10ms,gzip,probability=0.1}: faults by the names of their methods in {@link Fault},
         *     each with its first parameter, further parameters after it, and {@code times} (1 by default), {@code
         *     probability} or {@code always}; with {@code endpoint=token} it strikes the token endpoint instead
         * @return this builder
         * @throws IllegalArgumentException if it is no such rule; the message says what is allowed
         */
        public Builder fault(String rule) {
            faults.add(FaultRule.parse(rule));
            return this;
        }

        /**
         * What chance starts from, for faults by chance and for jitter.
         *
         * @param seed any number; 42 by default
         * @return this builder
         */
        public Builder faultSeed(long seed) {
            this.faultSeed = seed;
            return this;
        }

        /**
         * Gets a line for each request of the API when its answer has been sent: when it came, method, path and
         * query, status, faults, and how long it took. No header is in it, and so no access token.
         *
         * @param lines is called on one thread; one that is 10,000 lines late misses the next, and is told how many;
         *     none by default
         * @return this builder
         */
        public Builder accessLog(Consumer<String> lines) {
            this.accessLog = lines;
            return this;
        }

        /**
         * Starts it.
         *
         * @return a sandbox that answers
         * @throws IllegalArgumentException if the file holds no segments in one of the formats; the message says
         *     where it does not. If two tenants have the same name, too
         * @throws java.io.UncheckedIOException if the file can't be read, or the port is taken
         */
        public Sandbox start() {
            SandboxClock sandboxClock = new SandboxClock(clock);
            Map<String, SandboxTenant> tenants = tenants(sandboxClock);
            Map<String, String> fixed = new LinkedHashMap<>();
            tenants.forEach((name, each) -> fixed.put(each.accessToken(), name));
            AccessTokens tokens = new AccessTokens(fixed, accessTokenLife, sandboxClock);
            State state = new State(
                    tenants,
                    tokens,
                    sandboxClock,
                    new Faults(List.copyOf(faults), faultSeed),
                    new RequestLog(keptRequests));
            Router router = new Router(
                    new SegmentsEndpoint(tenants, tokens, perSecond),
                    new TokenEndpoint(tenants, tokens),
                    state.faults(),
                    retryAfter,
                    sandboxClock);
            Settings settings = new Settings(limit, perSecond, retryAfter, paging, accessTokenLife, pageTokenLife);
            return new Sandbox(new SandboxServer(port, router, new Admin(state, settings), state, accessLog), state);
        }

        /** The tenants as they are at the start, the first one first. */
        private Map<String, SandboxTenant> tenants(InstantSource clock) {
            if (otherTenants.containsKey(tenant)) {
                throw new IllegalArgumentException("There are two tenants with the name " + tenant);
            }
            Map<String, SandboxTenant> tenants = new LinkedHashMap<>();
            Segments first = data == null ? new SeededSegments(segments, seed) : Segments.of(SegmentFile.read(data));
            tenants.put(tenant, served(tenant, "", new SandboxSegments(first, seed), clock));
            otherTenants.forEach((name, count) -> {
                long otherSeed = seed + tenants.size();
                SandboxSegments its = new SandboxSegments(new SeededSegments(count, otherSeed), otherSeed);
                tenants.put(name, served(name, "-" + name, its, clock));
            });
            return tenants;
        }

        private SandboxTenant served(String name, String suffix, SandboxSegments its, InstantSource clock) {
            return new SandboxTenant(
                    name,
                    suffix,
                    its,
                    () -> new Walks(its, paging, pageTokenLife, clock),
                    () -> limit.of(perSecond, clock));
        }

        private static String hostLabel(String tenant) {
            if (!HOST_LABEL.matcher(tenant).matches()) {
                throw new IllegalArgumentException(
                        "The tenant must be a host label: 1 to 63 letters, digits and inner hyphens");
            }
            return tenant;
        }

        private static int count(int segments) {
            if (segments < 0) {
                throw new IllegalArgumentException("The number of segments must be 0 or more, not " + segments);
            }
            return segments;
        }

        private static Duration life(String what, Duration life) {
            if (life.compareTo(Duration.ofSeconds(1)) < 0 || life.compareTo(LONGEST_LIFE) > 0) {
                throw new IllegalArgumentException(
                        "The life of " + what + " must be from 1 second to 365 days, not " + life);
            }
            return life.truncatedTo(ChronoUnit.SECONDS);
        }
    }
}
