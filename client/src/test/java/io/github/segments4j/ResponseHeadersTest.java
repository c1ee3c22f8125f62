package io.github.segments4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseHeadersTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    @Test
    void secondsAreReadAndFractionsOfThem() {
        assertThat(retryAfter(" 12 ")).hasValue(Duration.ofSeconds(12));
        assertThat(retryAfter("1.5")).hasValue(Duration.ofMillis(1500));
        assertThat(retryAfter("0.0001")).as("never too short").hasValue(Duration.ofMillis(1));
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
        assertThat(retryAfter(date)).hasValue(Duration.ofMinutes(1));
        assertThat(new ResponseHeaders(Map.of("sunset", List.of(date))).date("sunset"))
                .hasValue(NOW.plusSeconds(60));
    }

    @Test
    void theStructuredFormOfADeprecationIsRead() {
        assertThat(new ResponseHeaders(Map.of("deprecation", List.of("@1688169599"))).date("deprecation"))
                .hasValue(Instant.parse("2023-06-30T23:59:59Z"));
    }

    @Test
    void ofAHeaderThatComesTwiceTheFirstCounts() {
        assertThat(new ResponseHeaders(Map.of("retry-after", List.of("5", "7"))).retryAfter(NOW))
                .hasValue(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource({"'5','5',5", "'soon','7',7", "'3, 3','9',3", "'','7',7", "'Sun, 01 Nov 2026 00:01:00 GMT','5',60"})
    void ofAHeaderThatComesTwiceTheFirstThatCanBeReadCounts(String first, String second, long seconds) {
        assertThat(new ResponseHeaders(Map.of("retry-after", List.of(first, second))).retryAfter(NOW))
                .hasValue(Duration.ofSeconds(seconds));
    }

    @Test
    void aDateIsComparedWithTheServersOwnClock() {
        Map<String, Collection<String>> headers = Map.of(
                "date", List.of("Sun, 01 Nov 2026 00:05:00 GMT"),
                "retry-after", List.of("Sun, 01 Nov 2026 00:05:03 GMT"));

        assertThat(new ResponseHeaders(headers).retryAfter(NOW)).hasValue(Duration.ofSeconds(3));
    }

    @Test
    void aNumberThatIsTooLargeIsAVeryLongWait() {
        assertThat(retryAfter("99999999999999999999"))
                .hasValueSatisfying(wait -> assertThat(wait).isGreaterThan(Duration.ofDays(10_000)));
    }

    @Test
    void ofTwoDatesTheFirstThatCanBeReadCounts() {
        List<String> dates = List.of("soon", "Sun, 01 Nov 2026 00:01:00 GMT", "Sun, 01 Nov 2026 00:02:00 GMT");

        assertThat(new ResponseHeaders(Map.of("sunset", dates)).date("sunset")).hasValue(NOW.plusSeconds(60));
    }

    @Test
    void aDateThatHasPassedIsNoWait() {
        assertThat(retryAfter("Sat, 31 Oct 2026 23:59:00 GMT")).hasValue(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "soon",
                "1e3",
                "@99999999999999999999",
                "Sun, 99 Nov 2026 00:01:00 GMT",
                "Sun, 01 Nov 2026 00:01:00"
            })
    void anythingElseIsNoWait(String value) {
        assertThat(retryAfter(value)).isEmpty();
        assertThat(new ResponseHeaders(Map.of("sunset", List.of(value))).date("sunset"))
                .isEmpty();
    }

    private static Optional<Duration> retryAfter(String value) {
        return new ResponseHeaders(Map.of("retry-after", List.of(value))).retryAfter(NOW);
    }
}
