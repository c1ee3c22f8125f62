package io.github.segments4j.sandbox;

import io.github.segments4j.sandbox.faults.FaultRule;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The settings of a sandbox. Not safe for use by several threads at once. */
public final class SandboxBuilder {
    String addressText = "127.0.0.1";
    InetAddress address = Setting.address(addressText);
    int port;

    @Nullable
    String adminToken;

    final List<String> allowedHosts = new ArrayList<>();
    final List<String> origins = new ArrayList<>();
    int segments = 1_000;
    long seed = 42;

    @Nullable
    Path data;

    String tenant = "acme";
    final Map<String, Integer> otherTenants = new LinkedHashMap<>();
    int maxPageSize = 1_000;
    Paging paging = Paging.SNAPSHOT;
    Duration accessTokenLife = Duration.ofHours(1);
    Limit limit = Limit.SLIDING;
    int perSecond = 10;
    RetryAfter retryAfter = RetryAfter.NONE;
    final List<FaultRule> faults = new ArrayList<>();
    long faultSeed = 42;

    @Nullable
    Consumer<String> accessLog;

    SandboxBuilder() {}

    /**
     * The address to listen on. Unless it is one of {@code localhost}, {@code 127.0.0.1} or {@code ::1}, the admin
     * interface needs the {@linkplain Sandbox#adminToken admin token}.
     *
     * @param address an IP address of this machine, or {@code 0.0.0.0} or {@code ::} for all of them; {@code 127.0.0.1} by
     *     default
     * @return this builder
     * @throws IllegalArgumentException if it is not an IP address
     */
    public SandboxBuilder bind(String address) {
        this.address = Setting.address(address);
        this.addressText = address;
        return this;
    }

    /**
     * The token that requests of the admin interface must bring, as {@code Authorization: Bearer TOKEN}.
     *
     * @param token visible characters of ASCII; by default none is needed on the addresses of {@code localhost}, and
     *     one is made up for any other {@link #bind}
     * @return this builder
     * @throws IllegalArgumentException if it is empty or has other characters
     */
    public SandboxBuilder adminToken(String token) {
        this.adminToken = Setting.adminToken(token);
        return this;
    }

    /**
     * The port to listen on.
     *
     * @param port 0 to 65535; 0, the default, is any free one
     * @return this builder
     * @throws IllegalArgumentException if it is not a port
     */
    public SandboxBuilder port(int port) {
        this.port = Setting.port(port);
        return this;
    }

    /**
     * Adds a host name or address by which clients reach the sandbox, such as the name of a container or of a proxy.
     * {@code localhost}, loopback addresses and the addresses of {@link #bind} are always allowed. Requests for any
     * other host are refused with status 421, so that no website can read the sandbox through a name of its own.
     *
     * @param host without a port
     * @return this builder
     * @throws IllegalArgumentException if it is not a host name or address
     */
    public SandboxBuilder allowedHost(String host) {
        allowedHosts.add(Setting.host(host));
        return this;
    }

    /**
     * Adds the origin of a web application whose scripts may use the API from a browser, by CORS. None may by default. It
     * does not open the admin interface to them.
     *
     * @param origin such as {@code http://localhost:5173}
     * @return this builder
     * @throws IllegalArgumentException if it is not an origin
     */
    public SandboxBuilder cors(String origin) {
        origins.add(Setting.origin(origin));
        return this;
    }

    /**
     * The number of segments to make up. They take no memory.
     *
     * @param segments 0 or more; 1000 by default
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public SandboxBuilder segments(int segments) {
        this.segments = Setting.segments(segments);
        return this;
    }

    /**
     * The seed of the made-up segments: the same seed gives the same ids and names.
     *
     * @param seed any number; 42 by default
     * @return this builder
     */
    public SandboxBuilder seed(long seed) {
        this.seed = seed;
        return this;
    }

    /**
     * Serves the segments of a file instead of made-up ones. It is read once, at the start.
     *
     * @param file a {@code .csv} file with a header, or a {@code .json} or {@code .ndjson} file of objects; in UTF-8.
     *     {@code id} and {@code name} are required; {@code status} must be text; other fields are served as they are
     * @return this builder
     */
    public SandboxBuilder data(Path file) {
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
    public SandboxBuilder tenant(String tenant) {
        this.tenant = Setting.tenant(tenant);
        return this;
    }

    /**
     * Adds a tenant with its own segments, credentials and rate limit: see {@link Sandbox#tenant(String)}. Its segments
     * are made up from another seed.
     *
     * @param tenant a host label that no other tenant has
     * @param segments the number of segments to make up, 0 or more
     * @return this builder
     * @throws IllegalArgumentException if it is not a host label, or the number is negative
     */
    public SandboxBuilder anotherTenant(String tenant, int segments) {
        otherTenants.put(Setting.tenant(tenant), Setting.segments(segments));
        return this;
    }

    /**
     * The most segments in one page, whatever a request asks for. A client must not take a page for the last one because it
     * is shorter than it asked for.
     *
     * @param segments 1 or more; 1000 by default (our choice; the vendor's is not published)
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public SandboxBuilder maxPageSize(int segments) {
        this.maxPageSize = Setting.pageSize(segments);
        return this;
    }

    /**
     * What a listing sees of changes that are made between its pages.
     *
     * @param paging {@link Paging#SNAPSHOT} by default (our choice; the vendor's is not published)
     * @return this builder
     */
    public SandboxBuilder paging(Paging paging) {
        this.paging = paging;
        return this;
    }

    /**
     * How long an access token that was made from the API key is valid.
     *
     * @param life 1 second to 365 days, rounded down to seconds; 1 hour by default (the vendor's example)
     * @return this builder
     * @throws IllegalArgumentException if it is shorter or longer
     */
    public SandboxBuilder accessTokenLife(Duration life) {
        this.accessTokenLife = Setting.accessTokenLife(life);
        return this;
    }

    /**
     * How to count requests.
     *
     * @param limit {@link Limit#SLIDING} by default (our choice; the vendor's is not published)
     * @return this builder
     */
    public SandboxBuilder rateLimit(Limit limit) {
        this.limit = limit;
        return this;
    }

    /**
     * The rate limit.
     *
     * @param requests 1 or more a second; 10 by default (the vendor's)
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public SandboxBuilder requestsPerSecond(int requests) {
        this.perSecond = Setting.perSecond(requests);
        return this;
    }

    /**
     * Whether the rate limit's 429 says when to try again.
     *
     * @param retryAfter {@link RetryAfter#NONE} by default, since the vendor documents no such header
     * @return this builder
     */
    public SandboxBuilder retryAfter(RetryAfter retryAfter) {
        this.retryAfter = retryAfter;
        return this;
    }

    /**
     * Adds a fault from the start, and again after {@link Sandbox#reset}.
     *
     * @param rule such as {@code status=503,retryAfter=2s,times=3} or {@code
     *     latency=20ms,jitter=10ms,gzip,probability=0.1}: faults by the names of their methods in {@link Fault}, each
     *     with its first parameter, further parameters after it, and {@code times} (1 by default), {@code probability} or
     *     {@code always}; with {@code nth=3} it starts with the third request; with {@code endpoint=token} it applies to the
     *     token endpoint
     * @return this builder
     * @throws IllegalArgumentException if the rule is not valid; the message says what is allowed
     */
    public SandboxBuilder fault(String rule) {
        faults.add(FaultRule.parse(rule));
        return this;
    }

    /**
     * The seed of the random numbers for probabilities and jitter.
     *
     * @param seed any number; 42 by default
     * @return this builder
     */
    public SandboxBuilder faultSeed(long seed) {
        this.faultSeed = seed;
        return this;
    }

    /**
     * Receives a line for each request of the API when its response has been sent: time of arrival, method, path and
     * query, status, faults, and duration. It contains no headers, and so no access token.
     *
     * @param lines is called on the sandbox's only thread, so it must not block; none by default
     * @return this builder
     */
    public SandboxBuilder accessLog(Consumer<String> lines) {
        this.accessLog = lines;
        return this;
    }

    /**
     * Starts the sandbox.
     *
     * @return a running sandbox
     * @throws IllegalArgumentException if the file is not valid, in which case the message names the line, or too large for
     *     the memory of the JVM, or if two tenants have the same name
     * @throws java.io.UncheckedIOException if the file cannot be read, the port is taken, or the address is not one of this
     *     machine
     */
    public Sandbox start() {
        return new SandboxFactory(this).start();
    }
}
