package io.github.segments4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.SegmentsClient;
import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxTest;
import io.lettuce.core.RedisURI;
import org.junit.jupiter.api.Test;

@SandboxTest(segments = 250)
class FleetListingTest {
    @Test
    void goesOnWithoutRedis(Sandbox sandbox) {
        RedisURI nothingListens = RedisURI.create("127.0.0.1", 1);

        long segments = FleetListing.count(
                nothingListens,
                SegmentsClient.builder()
                        .baseUrl(sandbox.baseUrl())
                        .tenant(sandbox.tenant())
                        .accessToken(sandbox.accessToken()));

        assertThat(segments).isEqualTo(250);
    }
}
