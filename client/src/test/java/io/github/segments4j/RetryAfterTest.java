package io.github.segments4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  @Test
  void secondsAreReadAndFractionsOfThem() {
    assertThat(RetryAfter.parse(" 12 ", NOW)).hasValue(Duration.ofSeconds(12));
    assertThat(RetryAfter.parse("1.5", NOW)).hasValue(Duration.ofMillis(1500));
    assertThat(RetryAfter.parse("0.0001", NOW))
        .as("never too short")
        .hasValue(Duration.ofMillis(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 01 Nov 2026 00:01:00 GMT",
        "Sunday, 01-Nov-26 00:01:00 GMT",
        "Sun Nov  1 00:01:00 2026"
      })
  void aDateInAnyOfTheThreeFormsOfHttpIsRead(String date) {
    assertThat(RetryAfter.parse(date, NOW)).hasValue(Duration.ofMinutes(1));
  }

  @Test
  void aDateThatHasPassedIsNoWait() {
    assertThat(RetryAfter.parse("Sat, 31 Oct 2026 23:59:00 GMT", NOW)).hasValue(Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-1", "soon", "99999999999999999999", "Sun, 99 Nov 2026 00:01:00 GMT"})
  void anythingElseIsIgnored(String value) {
    assertThat(RetryAfter.parse(value, NOW)).isEmpty();
  }
}
