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

/** The vectors of {@code conformance/vectors/pacer.json}, the same for the pacer of every language. */
class PacerVectorsTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final FakeTime time = new FakeTime();
    private final Pacer pacer = new Pacer(SegmentsClientBuilder.RATE_LIMIT, time);
    private final List<Long> permits = new ArrayList<>();

    static Stream<Arguments> vectors() throws IOException {
        JsonNode file = new JsonMapper().readTree(new File("../conformance/vectors/pacer.json"));
        return StreamSupport.stream(file.path("vectors").spliterator(), false)
                .map(each -> Arguments.of(each.path("name").asText(), each.path("events")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void startsRequestsWhenTheVectorsSay(String name, JsonNode events) throws Exception {
        for (JsonNode event : events) {
            passUntil(event.has("call") ? event.path("call") : event.path("at"));
            if (event.has("call")) {
                permits.add(pacer.acquire(LONG));
                double start = event.path("starts").asDouble();
                assertThat(time.passed().toNanos() / 1e6)
                        .as("a start in %s", event)
                        .isCloseTo(start, within(1 + start / 1_000));
            } else {
                long permit = permits.get(event.path("answered").asInt() - 1);
                pacer.answered(permit, Duration.ofMillis(event.path("refused").asLong()));
            }
        }
    }

    private void passUntil(JsonNode millis) {
        Duration left = Duration.ofMillis(millis.asLong()).minus(time.passed());
        if (!left.isNegative()) {
            time.pass(left);
        }
    }
}
