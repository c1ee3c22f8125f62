package io.github.segments4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdaptivePaceTest {
    private static final long NOW = Duration.ofHours(1).toNanos();

    private final AdaptivePace full = AdaptivePace.full(10, 9.6, 0);
    private final AdaptivePace refusedOnce = full.afterRefusal(NOW);

    @Test
    void isFullUntilARequestIsRefused() {
        assertThat(full.at(NOW)).isEqualTo(9.6);
        assertThat(full.isFull(NOW)).isTrue();
        assertThat(refusedOnce.isFull(NOW)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 9.12", "1, 9.121", "2, 9.124", "10, 9.22", "20, 9.52", "22, 9.6", "100000, 9.6"})
    void aSingleRefusalTakes5PercentThatComeBackWithTheSquareOfTheTime(int secondsLater, double requestsPerSecond) {
        assertThat(refusedOnce.at(after(secondsLater * 1000L))).isEqualTo(requestsPerSecond, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"1000, 0.43", "2000, 0.56", "3000, 0.69", "4000, 0.82", "5000, 0.95", "60000, 0.95"})
    void theSoonerARefusalFollowsTheMoreItTakes(long millisLater, double left) {
        long then = after(millisLater);

        assertThat(refusedOnce.afterRefusal(then).at(then)).isEqualTo(refusedOnce.at(then) * left, within(1e-9));
    }

    @Test
    void aRefusalWithinASecondTakesNothing() {
        assertThat(refusedOnce.afterRefusal(after(999))).isEqualTo(refusedOnce);
    }

    @Test
    void neverFallsBelowOneRequestInTwoSeconds() {
        AdaptivePace pace = refusedOnce;
        for (int second = 1; second <= 10; second++) {
            pace = pace.afterRefusal(after(second * 1000L));
        }

        assertThat(pace.at(after(10_000))).isEqualTo(0.5);
    }

    private static long after(long millis) {
        return NOW + Duration.ofMillis(millis).toNanos();
    }
}
