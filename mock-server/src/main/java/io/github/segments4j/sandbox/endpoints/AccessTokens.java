package io.github.segments4j.sandbox.endpoints;

import io.github.segments4j.sandbox.http.HttpException;
import io.github.segments4j.sandbox.http.Request;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** The valid access tokens: a permanent one for each tenant, and those issued for API keys. */
public final class AccessTokens {
    private static final String SCHEME = "Bearer ";

    private record Issued(String tenant, Instant expiry) {}

    private final Map<String, String> permanent;
    private final Duration life;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Issued> issued = new HashMap<>();

    /**
     * Starts with the permanent tokens.
     *
     * @param permanent names of tenants by access token
     * @param life how long an issued token is valid unless stated otherwise
     */
    public AccessTokens(Map<String, String> permanent, Duration life, InstantSource clock) {
        this.permanent = permanent;
        this.life = life;
        this.clock = clock;
    }

    public Duration life() {
        return life;
    }

    public synchronized String issue(String tenant, Duration validFor) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String token = "sandbox-" + HexFormat.of().formatHex(bytes);
        issued.put(token, new Issued(tenant, clock.instant().plus(validFor)));
        return token;
    }

    /** {@return the access token of a request} */
    public static String of(Request request) throws HttpException {
        String header = request.header("Authorization")
                .orElseThrow(() -> unauthorized("The header \"Authorization: Bearer <access token>\" is missing."));
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw unauthorized("The header \"Authorization\" must read \"Bearer <access token>\".");
        }
        return header.substring(SCHEME.length()).strip();
    }

    synchronized String tenant(String token) throws HttpException {
        String owner = permanent.get(token);
        if (owner != null) {
            return owner;
        }
        Issued found = issued.get(token);
        if (found == null) {
            throw unauthorized("The access token is not valid.");
        }
        if (!clock.instant().isBefore(found.expiry())) {
            throw expired();
        }
        return found.tenant();
    }

    /** Expires all issued tokens, whatever the clock is set to. */
    public synchronized void expireAll() {
        issued.replaceAll((token, found) -> new Issued(found.tenant(), Instant.MIN));
    }

    public synchronized void clear() {
        issued.clear();
    }

    public static HttpException expired() {
        return unauthorized("The access token has expired.");
    }

    static HttpException unauthorized(String message) {
        return new HttpException(401, message, Map.of("WWW-Authenticate", "Bearer"));
    }
}
