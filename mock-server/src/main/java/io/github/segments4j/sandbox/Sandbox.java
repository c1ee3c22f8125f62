package io.github.segments4j.sandbox;

import io.github.segments4j.sandbox.admin.SandboxState;
import io.github.segments4j.sandbox.endpoints.Router;
import io.github.segments4j.sandbox.faults.Target;
import io.github.segments4j.sandbox.http.HttpServer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A stand-in for the Amperity segments API, in this process and, unless configured otherwise, on the loopback address.
 *
 * <pre>{@code
 * try (Sandbox sandbox = Sandbox.builder().segments(250).start()) {
 *   // GET sandbox.baseUrl() + "/segments"
 * }
 * }</pre>
 *
 * <p>It answers {@code GET /segments} and {@code POST /v0/oauth2/token} as the contract says, and anything else with an
 * error in the vendor's format. Unless configured otherwise, it refuses the eleventh request within a second. Its
 * segments may be changed and its clock moved at any time, and {@link #reset} restores the original state. Safe for use
 * by many threads. It keeps nothing on disk, and its threads do not keep the JVM alive.
 */
public final class Sandbox implements AutoCloseable {
    private final HttpServer server;
    private final String host;
    private final Optional<String> adminToken;
    private final SandboxHandler handler;
    private final SandboxState state;
    private final Map<String, SandboxTenant> tenants = new HashMap<>();

    /**
     * Offers a running server.
     *
     * @param host host and port, as in a URL
     */
    Sandbox(HttpServer server, String host, Optional<String> adminToken, SandboxHandler handler, SandboxState state) {
        this.server = server;
        this.host = host;
        this.adminToken = adminToken;
        this.handler = handler;
        this.state = state;
        state.tenants().forEach((name, tenant) -> tenants.put(name, new SandboxTenant(tenant)));
    }

    /** {@return a builder with every setting at its default} */
    public static SandboxBuilder builder() {
        return new SandboxBuilder();
    }

    /**
     * {@return the address of the API for clients on this machine, which ends before {@code /segments}; if the sandbox
     * listens on all addresses, it has the one of {@code localhost}}
     */
    public String baseUrl() {
        return "http://" + host + Router.BASE_PATH;
    }

    /** {@return the port} */
    public int port() {
        return server.port();
    }

    /**
     * {@return the token that requests of the admin interface must bring, as {@code Authorization: Bearer TOKEN}; empty
     * if they need none}
     */
    public Optional<String> adminToken() {
        return adminToken;
    }

    /** {@return the tenant, for the header {@code amperity-tenant}; if there are several, the first one} */
    public String tenant() {
        return state.firstTenant().name();
    }

    /** {@return an access token of the first tenant that never expires; it depends on the tenant's name only} */
    public String accessToken() {
        return state.firstTenant().accessToken();
    }

    /** {@return the client id of the first tenant's API key; access tokens made from it expire} */
    public String clientId() {
        return state.firstTenant().clientId();
    }

    /** {@return the client secret of the first tenant's API key} */
    public String clientSecret() {
        return state.firstTenant().clientSecret();
    }

    /** {@return the segments of the first tenant, to read and change; the same object each time} */
    public SandboxSegments segments() {
        return tenant(tenant()).segments();
    }

    /**
     * One of the tenants.
     *
     * @param name its name
     * @return its credentials and its segments
     * @throws IllegalArgumentException if there is no tenant with this name
     */
    public SandboxTenant tenant(String name) {
        return Objects.requireNonNull(tenants.get(state.tenant(name).name()));
    }

    /** {@return the clock that limits and tokens follow} */
    public SandboxClock clock() {
        return new SandboxClock(state.clock());
    }

    /**
     * Expires every access token that was made from an API key, of all tenants, for good. New ones can be made at once,
     * and {@link #accessToken} stays valid.
     */
    public void expireAccessTokens() {
        state.tokens().expireAll();
    }

    /**
     * Restores the original state: the segments, the clock, the rate limits, and the faults of {@link
     * SandboxBuilder#fault}. Access tokens made from an API key, page tokens, logged requests and all other faults are
     * forgotten. A request that is answered meanwhile may see some of both states.
     */
    public void reset() {
        state.reset();
    }

    /** {@return the faults that this sandbox injects; none unless a rule is added here or by {@link SandboxBuilder#fault}} */
    public Faults faults() {
        return new Faults(state.faults(), Target.SEGMENTS);
    }

    /** {@return the log of requests, which grows with each request} */
    public RequestLog requests() {
        return new RequestLog(state.requests());
    }

    /**
     * Serves a text outside the API, for a browser. The {@code segments sandbox} command shows its documentation with
     * it; a test has no use for it. {@link #reset} keeps it.
     *
     * @param path the decoded path, which must match exactly; it begins with a slash and lies outside {@code /api} and
     *     {@code /_sandbox}
     * @param headers such as {@code Content-Type}
     * @param body sent as UTF-8
     * @throws IllegalArgumentException if the path is not allowed
     */
    public void serve(String path, Map<String, String> headers, String body) {
        handler.serve(path, headers, body);
    }

    /** Stops at once and frees the port. Delayed responses are not sent. Closing it again does nothing. */
    @Override
    public void close() {
        server.close();
    }
}
