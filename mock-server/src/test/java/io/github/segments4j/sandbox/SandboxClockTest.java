package io.github.segments4j.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.segments4j.sandbox.endpoints.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SandboxClockTest {
    private static final Instant PAST = Instant.parse("2001-01-01T00:00:00Z");

    private final FakeClock system = new FakeClock();
    private final Instant begin = system.instant();
    private final SandboxClock clock = new SandboxClock(system);

    @Test
    void itRunsWithTheSystemAheadByWhatItWasAdvanced() {
        clock.advance(Duration.ofHours(1));
        system.pass(Duration.ofMinutes(1));
        clock.advance(Duration.ofSeconds(1));

        assertThat(clock.instant()).isEqualTo(begin.plusSeconds(3661));
    }

    @Test
    void onceItWasSetItStandsAndOnlyAdvancingMovesIt() {
        clock.set(PAST);
        system.pass(Duration.ofDays(1));
        assertThat(clock.instant()).isEqualTo(PAST);

        clock.advance(Duration.ofSeconds(1));
        system.pass(Duration.ofDays(1));

        assertThat(clock.instant()).isEqualTo(PAST.plusSeconds(1));
    }

    @Test
    void releasedItFollowsTheSystemAsAtTheStart() {
        clock.advance(Duration.ofHours(1));
        clock.set(PAST);

        clock.release();

        assertThat(clock.instant()).isEqualTo(begin);
        system.pass(Duration.ofMinutes(1));
        assertThat(clock.instant()).isEqualTo(begin.plusSeconds(60));
    }

    @Test
    void manyThreadsAdvanceItByTheSum() {
        IntStream.range(0, 1_000).parallel().forEach(i -> clock.advance(Duration.ofSeconds(1)));

        assertThat(clock.instant()).isEqualTo(begin.plusSeconds(1_000));
    }

    @Test
    void itNeitherAdvancesBackwardsNorLeavesItsYears() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.advance(Duration.ofNanos(-1)))
                .withMessageContaining("set it instead");
        assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofSeconds(Long.MAX_VALUE)));
        assertThatIllegalArgumentException().isThrownBy(() -> clock.set(Instant.MAX));
        assertThatIllegalArgumentException().isThrownBy(() -> clock.set(Instant.EPOCH.minusNanos(1)));
        assertThat(clock.instant()).isEqualTo(begin);
    }
}
