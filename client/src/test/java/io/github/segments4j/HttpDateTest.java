package io.github.segments4j;

import static org.assertj.core.api.Assertions.assertThat;

import feign.Request;
import feign.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    @Test
    void secondsAreReadAndFractionsOfThem() {
        assertThat(retryAfter(" 12 ")).isEqualTo(Duration.ofSeconds(12));
        assertThat(retryAfter("1.5")).isEqualTo(Duration.ofMillis(1500));
        assertThat(retryAfter("0.0001")).as("never too short").isEqualTo(Duration.ofMillis(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 01 Nov 2026 00:01:00 GMT",
                "Sun, 1 Nov 2026 00:01:00 GMT",
                "Sunday, 01-Nov-26 00:01:00 GMT",
                "Sun Nov  1 00:01:00 2026"
            })
    void aDateInAnyOfTheThreeFormsOfHttpIsRead(String date) {
        assertThat(retryAfter(date)).isEqualTo(Duration.ofMinutes(1));
        assertThat(HttpDate.parse(Map.of("sunset", List.of(date)), "sunset")).hasValue(NOW.plusSeconds(60));
    }

    @Test
    void theStructuredFormOfADeprecationIsRead() {
        assertThat(HttpDate.parse(Map.of("deprecation", List.of("@1688169599")), "deprecation"))
                .hasValue(Instant.parse("2023-06-30T23:59:59Z"));
    }

    @Test
    void aDateThatHasPassedIsNoWait() {
        assertThat(retryAfter("Sat, 31 Oct 2026 23:59:00 GMT")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "soon",
                "1e3",
                "99999999999999999999",
                "@99999999999999999999",
                "Sun, 99 Nov 2026 00:01:00 GMT",
                "Sun, 01 Nov 2026 00:01:00"
            })
    void anythingElseIsNoWait(String value) {
        assertThat(retryAfter(value)).isZero();
        assertThat(HttpDate.parse(Map.of("sunset", List.of(value)), "sunset")).isEmpty();
    }

    private static Duration retryAfter(String value) {
        Request request =
                Request.create(Request.HttpMethod.GET, "http://127.0.0.1", Map.of(), Request.Body.empty(), null);
        Response response = Response.builder()
                .request(request)
                .status(429)
                .headers(Map.of("Retry-After", List.of(value)))
                .build();
        return HttpDate.retryAfter(response, NOW);
    }
}
