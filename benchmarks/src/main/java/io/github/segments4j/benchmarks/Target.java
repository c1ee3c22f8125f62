package io.github.segments4j.benchmarks;

import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxBuilder;
import java.io.Serializable;
import java.time.Duration;

/** The server that a contender asks, its credentials, and the contender's timeout. */
record Target(String baseUrl, String tenant, String accessToken, Duration timeout) implements Serializable {
    static final String API_VERSION = "2024-04-01";

    static Target of(Sandbox sandbox) {
        return new Target(sandbox.baseUrl(), sandbox.tenant(), sandbox.accessToken(), Duration.ofSeconds(30));
    }

    Target at(String baseUrl) {
        return new Target(baseUrl, tenant, accessToken, timeout);
    }

    Target withTimeout(Duration timeout) {
        return new Target(baseUrl, tenant, accessToken, timeout);
    }

    /** A sandbox in this process, without a rate limit. */
    static SandboxBuilder sandbox(int rows) {
        return Sandbox.builder().segments(rows).rateLimit(Limit.NONE);
    }
}
