package io.github.segments4j.sandbox;

import io.github.segments4j.sandbox.data.Walks;
import io.github.segments4j.sandbox.limits.RateLimit;
import java.util.function.Supplier;

/**
 * One tenant of a sandbox: its segments, its credentials, and a rate limit that no other one uses up. Safe for
 * use by many threads.
 */
public final class SandboxTenant {
    private final String name;
    private final String suffix;
    private final SandboxSegments segments;
    private final Supplier<Walks> freshWalks;
    private final Supplier<RateLimit> freshLimit;
    private volatile Walks walks;
    private volatile RateLimit limit;

    /**
     * A tenant at the start.
     *
     * @param suffix what sets its credentials apart from those of other tenants
     */
    public SandboxTenant(
            String name,
            String suffix,
            SandboxSegments segments,
            Supplier<Walks> freshWalks,
            Supplier<RateLimit> freshLimit) {
        this.name = name;
        this.suffix = suffix;
        this.segments = segments;
        this.freshWalks = freshWalks;
        this.freshLimit = freshLimit;
        walks = freshWalks.get();
        limit = freshLimit.get();
    }

    /**
     * What the header {@code amperity-tenant} says.
     *
     * @return its name
     */
    public String name() {
        return name;
    }

    /**
     * An access token that is good at once and never expires.
     *
     * @return the same for every sandbox that has this tenant
     */
    public String accessToken() {
        return "sandbox-access-token" + suffix;
    }

    /**
     * The client id of the API key, whose tokens expire.
     *
     * @return the same for every sandbox that has this tenant
     */
    public String clientId() {
        return "sandbox-client-id" + suffix;
    }

    /**
     * The client secret of the API key.
     *
     * @return the same for every sandbox that has this tenant
     */
    public String clientSecret() {
        return "sandbox-client-secret" + suffix;
    }

    /**
     * What it has, to be changed at will.
     *
     * @return the same object each time
     */
    public SandboxSegments segments() {
        return segments;
    }

    public Walks walks() {
        return walks;
    }

    public boolean admits() {
        return limit.admits();
    }

    /** As at the start; tokens of pages from before are foreign. */
    public void reset() {
        segments.reset();
        walks = freshWalks.get();
        limit = freshLimit.get();
    }

    /** Its name and how much it has; no credentials. */
    @Override
    public String toString() {
        return "SandboxTenant[" + name + ", segments=" + segments.size() + "]";
    }
}
