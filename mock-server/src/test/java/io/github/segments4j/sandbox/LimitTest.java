package io.github.segments4j.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.sandbox.admin.AdjustableClock;
import io.github.segments4j.sandbox.endpoints.FakeClock;
import io.github.segments4j.sandbox.limits.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LimitTest {
    private final FakeClock clock = new FakeClock();

    @ParameterizedTest
    @CsvSource({
        "SLIDING, 10, 10, 1000",
        "FIXED, 10, 10, 1000",
        "BUCKET, 10, 10, 100",
        "WEIGHTED, 10, 10, 1000",
        "PACED, 10, 1, 100",
        "SLIDING, 3, 3, 1000",
        "FIXED, 3, 3, 1000",
        "BUCKET, 4, 4, 250",
        "WEIGHTED, 3, 3, 1000",
        "PACED, 4, 1, 250"
    })
    void oneRequestTooManyIsRefusedAndTheFirstThatIsDueIsAdmitted(Limit limit, int perSecond, int atOnce, int millis) {
        RateLimit used = limit.create(perSecond, clock);
        assertThat(admitted(used, atOnce)).isEqualTo(atOnce);

        assertThat(admitted(used, 1)).isZero();
        pass(millis - 1);
        assertThat(admitted(used, 1)).isZero();
        pass(1);

        assertThat(admitted(used, 2)).isEqualTo(limit == Limit.FIXED || limit == Limit.SLIDING ? 2 : 1);
    }

    @Test
    void anyNumberIsAdmittedWithoutALimit() {
        assertThat(admitted(Limit.NONE.create(10, clock), 100)).isEqualTo(100);
    }

    @Test
    void aSlidingLogForgetsEachRequestAfterASecond() {
        RateLimit used = Limit.SLIDING.create(10, clock);
        for (int i = 0; i < 10; i++) {
            assertThat(admitted(used, 1)).isEqualTo(1);
            pass(50);
        }

        pass(499);
        assertThat(admitted(used, 1)).isZero();
        pass(1);

        assertThat(admitted(used, 2)).isEqualTo(1);
    }

    @Test
    void aFixedWindowAdmitsTwiceAsManyAcrossTheTurnOfTheSecond() {
        RateLimit used = Limit.FIXED.create(10, clock);
        pass(999);
        assertThat(admitted(used, 11)).isEqualTo(10);

        pass(1);

        assertThat(admitted(used, 11)).isEqualTo(10);
    }

    @Test
    void aBucketHoldsTheTokensOfOneSecondAtMost() {
        RateLimit used = Limit.BUCKET.create(10, clock);

        pass(60_000);

        assertThat(admitted(used, 11)).isEqualTo(10);
        pass(250);
        assertThat(admitted(used, 11)).isEqualTo(2);
        pass(50);
        assertThat(admitted(used, 11)).isEqualTo(1);
    }

    @Test
    void aWeightedWindowCountsTheSecondBeforeInPartAndForgetsTheOneBeforeThat() {
        RateLimit used = Limit.WEIGHTED.create(10, clock);
        assertThat(admitted(used, 11)).isEqualTo(10);

        pass(1_500);
        assertThat(admitted(used, 11)).isEqualTo(5);
        pass(1_500);

        assertThat(admitted(used, 11)).isEqualTo(10);
    }

    @Test
    void evenSpacingSavesNoRequestsUp() {
        RateLimit used = Limit.PACED.create(10, clock);

        pass(60_000);

        assertThat(admitted(used, 11)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aRefusedRequestDoesNotCount(Limit limit) {
        RateLimit used = limit.create(10, clock);
        admitted(used, 1_000);

        pass(2_000);

        assertThat(admitted(used, 1_000)).isEqualTo(limit == Limit.PACED ? 1 : 10);
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aClockThatIsSetBackRefusesRequestsForASecondAtMost(Limit limit) {
        AdjustableClock moved = new AdjustableClock(new FakeClock());
        RateLimit used = limit.create(10, moved);
        for (int i = 0; i < 10; i++) {
            used.tryAcquire();
        }

        moved.set(Instant.parse("2001-01-01T00:00:00Z"));
        used.tryAcquire();
        moved.advance(Duration.ofSeconds(1));

        assertThat(used.tryAcquire()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aClockThatIsSetBackByASecondOrMoreStartsAgain(Limit limit) {
        AdjustableClock moved = new AdjustableClock(new FakeClock());
        RateLimit used = limit.create(10, moved);
        for (int i = 0; i < 10; i++) {
            used.tryAcquire();
        }

        moved.set(moved.instant().minusSeconds(1));

        assertThat(used.tryAcquire()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void concurrentCallersGetNoMoreThanOneWould(Limit limit) {
        RateLimit shared = limit.create(10, new FakeClock());

        long admitted = IntStream.range(0, 1_000)
                .parallel()
                .filter(i -> shared.tryAcquire())
                .count();

        assertThat(admitted).isEqualTo(limit == Limit.PACED ? 1 : 10);
    }

    private static int admitted(RateLimit limit, int requests) {
        int admitted = 0;
        for (int i = 0; i < requests; i++) {
            admitted += limit.tryAcquire() ? 1 : 0;
        }
        return admitted;
    }

    private void pass(int millis) {
        clock.advance(Duration.ofMillis(millis));
    }
}
