package io.github.segments4j.sandbox.endpoints;

import io.github.segments4j.sandbox.data.Pagination;
import io.github.segments4j.sandbox.data.SegmentStore;
import io.github.segments4j.sandbox.limits.RateLimit;
import java.util.function.Supplier;

/** One tenant: its segments, its credentials and a rate limit of its own. Safe for use by many threads. */
public final class Tenant {
    private final String name;
    private final String suffix;
    private final SegmentStore segments;
    private final Supplier<Pagination> newPagination;
    private final Supplier<RateLimit> newLimit;
    private volatile Pagination pagination;
    private volatile RateLimit limit;

    /**
     * A tenant in its original state.
     *
     * @param suffix makes its credentials different from those of other tenants
     */
    public Tenant(
            String name,
            String suffix,
            SegmentStore segments,
            Supplier<Pagination> newPagination,
            Supplier<RateLimit> newLimit) {
        this.name = name;
        this.suffix = suffix;
        this.segments = segments;
        this.newPagination = newPagination;
        this.newLimit = newLimit;
        pagination = newPagination.get();
        limit = newLimit.get();
    }

    public String name() {
        return name;
    }

    public String accessToken() {
        return "sandbox-access-token" + suffix;
    }

    public String clientId() {
        return "sandbox-client-id" + suffix;
    }

    public String clientSecret() {
        return "sandbox-client-secret" + suffix;
    }

    public SegmentStore segments() {
        return segments;
    }

    public Pagination pagination() {
        return pagination;
    }

    boolean tryAcquire() {
        return limit.tryAcquire();
    }

    /** Restores the original state. Page tokens from before are no longer known. */
    public void reset() {
        segments.reset();
        pagination = newPagination.get();
        limit = newLimit.get();
    }
}
