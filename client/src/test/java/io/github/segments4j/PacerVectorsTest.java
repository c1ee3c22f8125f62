package io.github.segments4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of {@code conformance/vectors/pacer.json}, the same for the pacer of every language. */
class PacerVectorsTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final FakeTime time = new FakeTime();
    private final Pacer pacer = new Pacer(SegmentsClientBuilder.RATE_LIMIT, time);
    private final List<Long> permits = new ArrayList<>();

    static Stream<Arguments> cases() throws IOException {
        JsonNode vectors = new JsonMapper().readTree(new File("../conformance/vectors/pacer.json"));
        return StreamSupport.stream(vectors.path("cases").spliterator(), false)
                .map(each -> Arguments.of(each.path("name").asText(), each.path("steps")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void startsRequestsWhenTheVectorsSay(String name, JsonNode steps) throws Exception {
        for (JsonNode step : steps) {
            if (step.has("starts")) {
                for (JsonNode start : step.path("starts")) {
                    permits.add(pacer.acquire(LONG));
                    assertThat(time.passed().toNanos() / 1e6)
                            .as("a start in %s", step)
                            .isCloseTo(start.asDouble(), within(1 + start.asDouble() / 1_000));
                }
            } else if (step.has("passMillis")) {
                time.pass(Duration.ofMillis(step.path("passMillis").asLong()));
            } else if (step.has("answered")) {
                pacer.answered(permit(step.path("answered")), Duration.ZERO);
            } else {
                pacer.answered(
                        permit(step.path("refused")),
                        Duration.ofMillis(step.path("holdBackMillis").asLong()));
            }
        }
    }

    private long permit(JsonNode request) {
        return permits.get(request.asInt() - 1);
    }
}
