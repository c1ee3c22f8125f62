package io.github.segments4j.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** At one request a second, so that no turn comes while a test runs. */
class OwnShareTest {
    private final OwnShare share = new OwnShare(1);
    private final long far = System.nanoTime() + Duration.ofHours(1).toNanos();

    @Test
    void aProcessThatHadAQuarterOfTheStartsGoesOnWith85PercentOfThat() throws Exception {
        for (int number = 4; number <= 40; number += 4) {
            share.shared(number);
        }

        long first = share.next(far);
        long second = share.next(far);

        assertThat(Duration.ofNanos(second - first).toMillis()).isEqualTo(4_705);
    }

    @Test
    void theFirstTurnIsAtRandomWithinOneSpacing() throws Exception {
        share.shared(4);
        share.shared(8);

        long before = System.nanoTime();
        long first = share.next(far);

        assertThat(Duration.ofNanos(first - before)).isBetween(Duration.ZERO, Duration.ofMinutes(1));
    }

    @Test
    void aProcessWithoutOthersDoesNotWait() throws Exception {
        share.shared(1);
        share.shared(2);

        assertThat(share.next(far) - System.nanoTime()).isNotPositive();
        assertThat(share.next(far) - System.nanoTime()).isNotPositive();
    }

    @Test
    void aCountThatStartsAnewIsNoShare() throws Exception {
        share.shared(1_000);
        share.shared(1);

        assertThat(share.next(far) - System.nanoTime()).isNotPositive();
    }

    @Test
    void aTurnThatIsTooLateIsNotTaken() throws Exception {
        share.shared(4);
        share.shared(8);
        long first = share.next(far);

        assertThatThrownBy(() -> share.next(System.nanoTime())).isInstanceOf(TimeoutException.class);
        assertThat(Duration.ofNanos(share.next(far) - first).toMillis()).isEqualTo(4_705);
    }
}
