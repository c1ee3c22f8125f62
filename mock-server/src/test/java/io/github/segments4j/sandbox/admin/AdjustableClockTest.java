package io.github.segments4j.sandbox.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.segments4j.sandbox.endpoints.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdjustableClockTest {
    private static final Instant PAST = Instant.parse("2001-01-01T00:00:00Z");

    private final FakeClock system = new FakeClock();
    private final Instant begin = system.instant();
    private final AdjustableClock clock = new AdjustableClock(system);

    @Test
    void itStaysAheadOfTheSystemByTheAdvance() {
        clock.advance(Duration.ofHours(1));
        system.advance(Duration.ofMinutes(1));
        clock.advance(Duration.ofSeconds(1));

        assertThat(clock.instant()).isEqualTo(begin.plusSeconds(3661));
    }

    @Test
    void afterItWasSetOnlyAdvancingMovesIt() {
        clock.set(PAST);
        system.advance(Duration.ofDays(1));
        assertThat(clock.instant()).isEqualTo(PAST);

        clock.advance(Duration.ofSeconds(1));
        system.advance(Duration.ofDays(1));

        assertThat(clock.instant()).isEqualTo(PAST.plusSeconds(1));
    }

    @Test
    void aResetMakesItFollowTheSystemAgain() {
        clock.advance(Duration.ofHours(1));
        clock.set(PAST);

        clock.reset();

        assertThat(clock.instant()).isEqualTo(begin);
        system.advance(Duration.ofMinutes(1));
        assertThat(clock.instant()).isEqualTo(begin.plusSeconds(60));
    }

    @Test
    void noAdvanceOfConcurrentThreadsIsLost() {
        IntStream.range(0, 1_000).parallel().forEach(i -> clock.advance(Duration.ofSeconds(1)));

        assertThat(clock.instant()).isEqualTo(begin.plusSeconds(1_000));
    }

    @Test
    void itNeverAdvancesBackwardsNorLeavesItsYears() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.advance(Duration.ofNanos(-1)))
                .withMessageContaining("set it instead");
        assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofSeconds(Long.MAX_VALUE)));
        assertThatIllegalArgumentException().isThrownBy(() -> clock.set(Instant.MAX));
        assertThatIllegalArgumentException().isThrownBy(() -> clock.set(Instant.EPOCH.minusNanos(1)));
        assertThat(clock.instant()).isEqualTo(begin);
    }
}
