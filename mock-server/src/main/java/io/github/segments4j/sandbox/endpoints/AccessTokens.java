package io.github.segments4j.sandbox.endpoints;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The access tokens that are good now: a fixed one of each tenant, and those made from API keys. */
public final class AccessTokens {
    /** How many are kept; older ones end early, so that a loop cannot fill the memory. Our choice. */
    private static final int MOST = 10_000;

    /** Whose it is, and from when on it is refused. */
    private record Issued(String tenant, Instant end) {}

    private final Map<String, String> fixed;
    private final Duration life;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Issued> issued = new LinkedHashMap<>();

    /**
     * Knows the fixed ones at first.
     *
     * @param fixed tenants by the token that never expires
     */
    public AccessTokens(Map<String, String> fixed, Duration life, InstantSource clock) {
        this.fixed = fixed;
        this.life = life;
        this.clock = clock;
    }

    public Duration life() {
        return life;
    }

    public String issue(String tenant) {
        return issue(tenant, life);
    }

    public synchronized String issue(String tenant, Duration life) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String token = "sandbox-" + HexFormat.of().formatHex(bytes);
        issued.put(token, new Issued(tenant, clock.instant().plus(life)));
        if (issued.size() > MOST) {
            issued.remove(issued.keySet().iterator().next());
        }
        return token;
    }

    /** The tenant whose token it is. */
    public synchronized String tenant(String token) throws Refusal {
        String owner = fixed.get(token);
        if (owner != null) {
            return owner;
        }
        Issued found = issued.get(token);
        if (found == null) {
            throw unauthorized("The access token is not valid.");
        }
        if (!clock.instant().isBefore(found.end())) {
            throw unauthorized("The access token has expired.");
        }
        return found.tenant();
    }

    /** For good, however the clock is set. */
    public synchronized void expire() {
        issued.replaceAll((token, found) -> new Issued(found.tenant(), Instant.MIN));
    }

    public synchronized void forget() {
        issued.clear();
    }

    public static Refusal unauthorized(String message) {
        return new Refusal(401, message, Map.of("WWW-Authenticate", "Bearer"));
    }
}
