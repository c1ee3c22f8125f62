package io.github.segments4j.sandbox;

import io.github.segments4j.sandbox.endpoints.Tenant;

/** One tenant of a sandbox: its segments, its credentials and a rate limit of its own. Safe for use by many threads. */
public final class SandboxTenant {
    private final Tenant tenant;
    private final SandboxSegments segments;

    SandboxTenant(Tenant tenant) {
        this.tenant = tenant;
        segments = new SandboxSegments(tenant.segments());
    }

    /** {@return the name, for the header {@code amperity-tenant}} */
    public String name() {
        return tenant.name();
    }

    /** {@return an access token that never expires; it depends on the tenant's name only} */
    public String accessToken() {
        return tenant.accessToken();
    }

    /** {@return the client id of the API key; access tokens made from it expire} */
    public String clientId() {
        return tenant.clientId();
    }

    /** {@return the client secret of the API key} */
    public String clientSecret() {
        return tenant.clientSecret();
    }

    /** {@return the segments, to read and change; the same object each time} */
    public SandboxSegments segments() {
        return segments;
    }
}
