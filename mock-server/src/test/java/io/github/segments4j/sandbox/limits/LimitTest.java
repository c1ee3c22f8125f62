package io.github.segments4j.sandbox.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.SandboxClock;
import io.github.segments4j.sandbox.endpoints.Api;
import io.github.segments4j.sandbox.endpoints.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LimitTest {
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
    void oneTooManyIsRefusedWithTheRateAndTheFirstThatIsDueIsNot(Limit limit, int perSecond, int atOnce, int millis) {
        Api api = Api.limited(limit, perSecond);
        assertThat(admitted(api, atOnce)).isEqualTo(atOnce);

        assertThat(api.get("").body()).contains("\"status\":429", "the limit is " + perSecond + " a second");
        pass(api, millis - 1);
        assertThat(admitted(api, 1)).isZero();
        pass(api, 1);

        assertThat(admitted(api, 2)).isEqualTo(limit == Limit.FIXED || limit == Limit.SLIDING ? 2 : 1);
    }

    @Test
    void anyNumberIsAdmittedWithoutALimit() {
        assertThat(admitted(Api.limited(Limit.NONE, 10), 100)).isEqualTo(100);
    }

    @Test
    void aLogForgetsEachRequestASecondAfterIt() {
        Api api = Api.limited(Limit.SLIDING, 10);
        for (int i = 0; i < 10; i++) {
            assertThat(admitted(api, 1)).isEqualTo(1);
            pass(api, 50);
        }

        pass(api, 499);
        assertThat(admitted(api, 1)).isZero();
        pass(api, 1);

        assertThat(admitted(api, 2)).isEqualTo(1);
    }

    @Test
    void aFixedWindowAdmitsTwiceAsManyAcrossTheTurnOfTheSecond() {
        Api api = Api.limited(Limit.FIXED, 10);
        pass(api, 999);
        assertThat(admitted(api, 11)).isEqualTo(10);

        pass(api, 1);

        assertThat(admitted(api, 11)).isEqualTo(10);
    }

    @Test
    void aBucketHoldsNoMoreThanASecondBrings() {
        Api api = Api.limited(Limit.BUCKET, 10);

        pass(api, 60_000);

        assertThat(admitted(api, 11)).isEqualTo(10);
        pass(api, 250);
        assertThat(admitted(api, 11)).isEqualTo(2);
        pass(api, 50);
        assertThat(admitted(api, 11)).isEqualTo(1);
    }

    @Test
    void aWeightedWindowLetsTheSecondBeforeFadeAndForgetsTheOneBeforeThat() {
        Api api = Api.limited(Limit.WEIGHTED, 10);
        assertThat(admitted(api, 11)).isEqualTo(10);

        pass(api, 1_500);
        assertThat(admitted(api, 11)).isEqualTo(5);
        pass(api, 1_500);

        assertThat(admitted(api, 11)).isEqualTo(10);
    }

    @Test
    void evenSpacingSavesNothingUp() {
        Api api = Api.limited(Limit.PACED, 10);

        pass(api, 60_000);

        assertThat(admitted(api, 11)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void whatIsRefusedDoesNotCount(Limit limit) {
        Api api = Api.limited(limit, 10);
        admitted(api, 1_000);

        pass(api, 2_000);

        assertThat(admitted(api, 1_000)).isEqualTo(limit == Limit.PACED ? 1 : 10);
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aClockThatIsSetBackRefusesNobodyForLong(Limit limit) {
        SandboxClock moved = new SandboxClock(new FakeClock());
        RateLimit used = limit.of(10, moved);
        for (int i = 0; i < 10; i++) {
            used.admits();
        }

        moved.set(Instant.parse("2001-01-01T00:00:00Z"));
        used.admits();
        moved.advance(Duration.ofSeconds(1));

        assertThat(used.admits()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aClockThatIsSetBackByASecondOrMoreBeginsAnew(Limit limit) {
        SandboxClock moved = new SandboxClock(new FakeClock());
        RateLimit used = limit.of(10, moved);
        for (int i = 0; i < 10; i++) {
            used.admits();
        }

        moved.set(moved.instant().minusSeconds(1));

        assertThat(used.admits()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void manyCallersGetNoMoreThanOneWould(Limit limit) {
        RateLimit shared = limit.of(10, new FakeClock());

        long admitted = IntStream.range(0, 1_000)
                .parallel()
                .filter(i -> shared.admits())
                .count();

        assertThat(admitted).isEqualTo(limit == Limit.PACED ? 1 : 10);
    }

    private static int admitted(Api api, int requests) {
        int admitted = 0;
        for (int i = 0; i < requests; i++) {
            admitted += api.get("").status() == 200 ? 1 : 0;
        }
        return admitted;
    }

    private static void pass(Api api, int millis) {
        api.clock.pass(Duration.ofMillis(millis));
    }
}
