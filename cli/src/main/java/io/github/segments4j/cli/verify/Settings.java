package io.github.segments4j.cli.verify;

import io.github.segments4j.RateLimiter;
import java.time.Duration;
import java.util.Optional;

/**
 * How to verify a server.
 *
 * @param timeout the longest time for one attempt
 * @param deadline the longest time for one request with all its attempts
 * @param backoff the longest wait after the first attempt; it doubles after each
 * @param maxPages the most pages to request, 1 or more
 * @param alsoUnsafe whether to send requests with a method that may change something
 * @param apiKey what the client exchanges for access tokens, if it does
 * @param limiter for all requests
 */
public record Settings(
        Duration timeout,
        Duration deadline,
        Duration backoff,
        int maxPages,
        boolean alsoUnsafe,
        Optional<ApiKey> apiKey,
        RateLimiter limiter) {
    /**
     * An API key.
     *
     * @param clientId its id
     * @param clientSecret its secret, which reports must not contain
     */
    public record ApiKey(String clientId, String clientSecret) {
        /** Does not show the secret. */
        @Override
        public String toString() {
            return "ApiKey[***]";
        }
    }
}
