package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.SegmentsClient;
import io.github.segments4j.sandbox.Sandbox;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpThreadsTest {
    @Test
    void noSelectorThreadDelaysTheExit() throws InterruptedException {
        try (Sandbox sandbox = Sandbox.builder().segments(7).start();
                SegmentsClient client = SegmentsClient.builder()
                        .baseUrl(sandbox.baseUrl())
                        .tenant(sandbox.tenant())
                        .accessToken(sandbox.accessToken())
                        .build()) {
            assertThat(client.count()).isEqualTo(7);
            List<Thread> selectors = Thread.getAllStackTraces().keySet().stream()
                    .filter(HttpThreads::isSelector)
                    .toList();
            assertThat(selectors)
                    .as("the selector threads of the JDK's client, by their names")
                    .isNotEmpty();

            HttpThreads.end();

            for (Thread selector : selectors) {
                selector.join(10_000);
                assertThat(selector.isAlive()).isFalse();
            }
        }
    }
}
