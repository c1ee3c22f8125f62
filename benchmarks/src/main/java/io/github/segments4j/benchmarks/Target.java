package io.github.segments4j.benchmarks;

import java.time.Duration;

/** Whom to ask, as whom, and how long to wait for an answer. */
record Target(String baseUrl, String tenant, String accessToken, Duration timeout) {
    static final String API_VERSION = "2024-04-01";

    Target(String baseUrl, String tenant, String accessToken) {
        this(baseUrl, tenant, accessToken, Duration.ofSeconds(30));
    }
}
