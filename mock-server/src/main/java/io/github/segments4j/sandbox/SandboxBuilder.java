package io.github.segments4j.sandbox;

import io.github.segments4j.sandbox.faults.FaultRule;
import io.github.segments4j.sandbox.http.AllowedHosts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The settings of a sandbox. Not safe for use by several threads at once. */
public final class SandboxBuilder {
    private static final Pattern HOST_LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

    private static final Duration MAX_LIFE = Duration.ofDays(365);

    int port;
    final List<String> allowedHosts = new ArrayList<>();
    int segments = 1_000;
    long seed = 42;

    @Nullable
    Path data;

    String tenant = "acme";
    final Map<String, Integer> otherTenants = new LinkedHashMap<>();
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
     * The port to listen on.
     *
     * @param port 0 to 65535; 0, the default, is any free one
     * @return this builder
     * @throws IllegalArgumentException if it is not a port
     */
    public SandboxBuilder port(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("The port must be from 0 (any free one) to 65535, not " + port);
        }
        this.port = port;
        return this;
    }

    /**
     * Adds a host name or address by which clients reach the sandbox, such as the name of a container or of a proxy.
     * {@code localhost} and loopback addresses are always allowed. Requests for any other host are refused with status
     * 421, so that no website can read the sandbox through a name of its own.
     *
     * @param host without a port
     * @return this builder
     * @throws IllegalArgumentException if it is not a host name or address
     */
    public SandboxBuilder allowedHost(String host) {
        if (!AllowedHosts.HOST.matcher(host).matches()) {
            throw new IllegalArgumentException(
                    "The host must be a name such as host.docker.internal or an address, without a scheme and a port");
        }
        allowedHosts.add(host);
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
        this.segments = notNegative(segments);
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
        this.tenant = hostLabel(tenant);
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
        otherTenants.put(hostLabel(tenant), notNegative(segments));
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
        this.accessTokenLife = life("an access token", life);
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
        if (requests < 1) {
            throw new IllegalArgumentException("The number of requests a second must be 1 or more, not " + requests);
        }
        this.perSecond = requests;
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
     * @throws java.io.UncheckedIOException if the file cannot be read, or the port is taken
     */
    public Sandbox start() {
        return new SandboxFactory(this).start();
    }

    private static String hostLabel(String tenant) {
        if (!HOST_LABEL.matcher(tenant).matches()) {
            throw new IllegalArgumentException(
                    "The tenant must be a host label: 1 to 63 letters, digits and inner hyphens");
        }
        return tenant;
    }

    private static int notNegative(int segments) {
        if (segments < 0) {
            throw new IllegalArgumentException("The number of segments must be 0 or more, not " + segments);
        }
        return segments;
    }

    private static Duration life(String what, Duration life) {
        if (life.compareTo(Duration.ofSeconds(1)) < 0 || life.compareTo(MAX_LIFE) > 0) {
            throw new IllegalArgumentException(
                    "The life of " + what + " must be from 1 second to 365 days, not " + life);
        }
        return life.truncatedTo(ChronoUnit.SECONDS);
    }
}
