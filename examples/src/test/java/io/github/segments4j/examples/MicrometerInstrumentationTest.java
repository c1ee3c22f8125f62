package io.github.segments4j.examples;

import static io.github.segments4j.sandbox.Fault.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.SegmentsClient;
import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@SandboxTest(segments = 250)
class SegmentsMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void requestsRetriesAndRowsAreCounted(Sandbox sandbox) {
        sandbox.faults().next(status(503)).times(2);
        try (SegmentsClient client = SegmentsClient.builder()
                .baseUrl(sandbox.baseUrl())
                .tenant(sandbox.tenant())
                .accessToken(sandbox.accessToken())
                .backoff(Duration.ofMillis(1), Duration.ofMillis(1))
                .listener(new SegmentsMetrics(registry))
                .build()) {
            client.list().forEach(segment -> {});
        }

        assertThat(registry.get("segments.requests")
                        .tag("status", "200")
                        .timer()
                        .count())
                .isEqualTo(3);
        assertThat(registry.get("segments.requests")
                        .tag("status", "503")
                        .timer()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("segments.retries")
                        .tag("cause", "ServerException")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("segments.rows").counter().count()).isEqualTo(250);
    }
}
