package io.github.segments4j.cli.verify;

import io.github.segments4j.RateLimiter;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.SegmentsClientBuilder;
import io.github.segments4j.cli.verify.report.Report;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Verifies a server without a rate limit, so that tests do not wait. */
final class VerificationRunner {
    private static final int PAGES = 12;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    static final RateLimiter UNLIMITED = new RateLimiter() {
        @Override
        public long acquire(Duration atMost) {
            return 0;
        }

        @Override
        public void answered(long permit, Duration holdBack) {}
    };

    private VerificationRunner() {}

    static Report of(String baseUrl, Sandbox credentials) throws IOException {
        return of(baseUrl, credentials, PAGES, UNLIMITED);
    }

    static Report of(String baseUrl, Sandbox credentials, int pages, RateLimiter limiter) throws IOException {
        return run(client(baseUrl, credentials), pages, limiter, TIMEOUT);
    }

    static Report within(Duration timeout, Sandbox sandbox) throws IOException {
        return run(client(sandbox.baseUrl(), sandbox), PAGES, UNLIMITED, timeout);
    }

    static Report withApiKey(String baseUrl, Sandbox credentials) throws IOException {
        return withApiKey(baseUrl, credentials, false);
    }

    static Report alsoUnsafe(String baseUrl, Sandbox credentials) throws IOException {
        return withApiKey(baseUrl, credentials, true);
    }

    private static Report withApiKey(String baseUrl, Sandbox credentials, boolean alsoUnsafe) throws IOException {
        SegmentsClientBuilder client = SegmentsClient.builder()
                .baseUrl(baseUrl)
                .tenant(credentials.tenant())
                .apiKey(credentials.clientId(), credentials.clientSecret());
        Settings.ApiKey key = new Settings.ApiKey(credentials.clientId(), credentials.clientSecret());
        return run(client, settings(TIMEOUT, PAGES, alsoUnsafe, Optional.of(key), UNLIMITED));
    }

    private static SegmentsClientBuilder client(String baseUrl, Sandbox credentials) {
        return SegmentsClient.builder()
                .baseUrl(baseUrl)
                .tenant(credentials.tenant())
                .accessToken(credentials.accessToken());
    }

    private static Report run(SegmentsClientBuilder builder, int pages, RateLimiter limiter, Duration timeout)
            throws IOException {
        return run(builder, settings(timeout, pages, false, Optional.empty(), limiter));
    }

    private static Settings settings(
            Duration timeout, int pages, boolean alsoUnsafe, Optional<Settings.ApiKey> key, RateLimiter limiter) {
        return new Settings(timeout, Duration.ofMinutes(5), Duration.ofMillis(2), pages, alsoUnsafe, key, limiter);
    }

    private static Report run(SegmentsClientBuilder builder, Settings settings) throws IOException {
        Verification verification = new Verification(settings);
        verification.configure(builder.timeout(settings.timeout()));
        try (SegmentsClient client = builder.build()) {
            return verification.run(client, "a server");
        }
    }

    /** Severity, code and subject of each finding. */
    static List<String> titles(Report report) {
        return report.findings().stream()
                .map(finding -> finding.severity() + ": " + finding.title())
                .toList();
    }
}
