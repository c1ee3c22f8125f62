import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.segments4j.SegmentsClient;
import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxTest;
import org.junit.jupiter.api.Test;

@SandboxTest(segments = 250)
class SegmentNamesTest {
    @Test
    void listsTheNamesOfAllSegments(Sandbox sandbox) {
        try (SegmentsClient client = SegmentsClient.builder()
                .ignoreEnvironment()
                .baseUrl(sandbox.baseUrl())
                .tenant(sandbox.tenant())
                .accessToken(sandbox.accessToken())
                .build()) {
            assertEquals(250, SegmentNames.of(client).size());
        }
    }
}
