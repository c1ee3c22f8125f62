package io.github.segments4j.contract;

import static io.github.segments4j.sandbox.Fault.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.segments4j.SegmentsClient;
import io.github.segments4j.ServerException;
import io.github.segments4j.sandbox.RequestLog;
import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client with an API key, while the sandbox makes no access tokens. */
@SandboxTest(segments = 3)
class TokenOutageTest {
    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void aListingOutlivesAsManyFailuresAsThereAreOtherAttempts(int status, Sandbox sandbox) {
        sandbox.faults().atTokenEndpoint().next(status(status)).times(4);

        try (SegmentsClient client = keyed(sandbox)) {
            assertThat(client.list()).hasSize(3);
        }

        assertThat(sandbox.requests().all())
                .extracting(RequestLog.Entry::status)
                .containsExactly(status, status, status, status, 200, 200);
    }

    @Test
    void theErrorOfTheLastAttemptReachesTheCaller(Sandbox sandbox) {
        sandbox.faults().atTokenEndpoint().always(status(503));

        try (SegmentsClient client = keyed(sandbox)) {
            ServerException error = catchThrowableOfType(ServerException.class, client::count);

            assertThat(error).hasMessageContaining("/v0/oauth2/token").hasMessageContaining("8 attempts");
        }
        assertThat(sandbox.requests().all()).hasSize(8);
    }

    private static SegmentsClient keyed(Sandbox sandbox) {
        return SegmentsClient.builder()
                .baseUrl(sandbox.baseUrl())
                .tenant(sandbox.tenant())
                .apiKey(sandbox.clientId(), sandbox.clientSecret())
                .backoff(Duration.ofMillis(1), Duration.ofMillis(1))
                .rateLimiter(new NoRateLimit())
                .build();
    }
}
