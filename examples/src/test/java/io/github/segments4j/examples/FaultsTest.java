package io.github.segments4j.examples;

import static io.github.segments4j.sandbox.Fault.cutAfter;
import static io.github.segments4j.sandbox.Fault.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.ServerException;
import io.github.segments4j.model.Segment;
import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A listing in good and in bad times. Replace the client by your own code. */
@SandboxTest(segments = 250)
class FaultsTest {
    private final List<Segment> rows = new ArrayList<>();
    private SegmentsClient client;

    @BeforeEach
    void connect(Sandbox sandbox) {
        client = SegmentsClient.builder()
                .baseUrl(sandbox.baseUrl())
                .tenant(sandbox.tenant())
                .apiKey(sandbox.clientId(), sandbox.clientSecret())
                .attempts(3)
                .backoff(Duration.ofMillis(1), Duration.ofMillis(1)) // Tests should not wait.
                .build();
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void readsEverythingInSpiteOfAnOutage(Sandbox sandbox) {
        sandbox.faults().next(status(503)).times(2);

        client.list().forEach(rows::add);

        assertEquals(250, rows.size());
    }

    @Test
    void readsEverythingWhenAResponseIsCutShort(Sandbox sandbox) {
        sandbox.faults().nth(2, cutAfter(1_000));

        client.list().forEach(rows::add);

        assertEquals(250, rows.size());
    }

    @Test
    void renewsAnAccessTokenThatExpiresDuringTheListing(Sandbox sandbox) {
        client.list().pages().forEach(page -> {
            rows.addAll(page.data());
            sandbox.expireAccessTokens();
        });

        assertEquals(250, rows.size());
    }

    @Test
    void resumesAfterAnOutageThatLasts(Sandbox sandbox) {
        sandbox.faults().nth(2, status(503)).times(3);

        ServerException failure =
                assertThrows(ServerException.class, () -> client.list().forEach(rows::add));
        client.list(ListOptions.startingAt(failure.pageToken().orElseThrow())).forEach(rows::add);

        assertEquals(250, rows.stream().distinct().count());
        assertEquals(250, rows.size());
    }

    @Test
    void staysWithinTheRateLimit(Sandbox sandbox) {
        client.list(ListOptions.pageSize(20)).forEach(rows::add);

        sandbox.requests().assertPages(13);
        sandbox.requests().assertNeverMoreThan(10, Duration.ofSeconds(1));
    }
}
