package io.github.segments4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetryLoopTest {
    private final FakeTime time = new FakeTime();
    private final List<SegmentsEvent> events = new ArrayList<>();

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void theBackoffDoublesUpToItsCapAndJitterTakesAnyPartOfIt() {
        fail(loop(1, Duration.ofHours(1)), Duration.ZERO);
        fail(loop(0.5, Duration.ofHours(1)), Duration.ZERO);

        assertThat(time.sleeps)
                .extracting(Duration::toMillis)
                .containsExactly(500L, 1000L, 2000L, 3000L, 250L, 500L, 1000L, 1500L);
    }

    @Test
    void aRetryAfterThatIsShorterThanTheBackoffChangesNothing() {
        fail(loop(1, Duration.ofHours(1)), Duration.ofMillis(700));

        assertThat(time.sleeps).extracting(Duration::toMillis).containsExactly(700L, 1000L, 2000L, 3000L);
    }

    @Test
    void noWaitReachesPastTheDeadlineAndEachAttemptIsToldWhatIsLeft() {
        List<Duration> left = new ArrayList<>();
        RetryLoop loop = loop(1, Duration.ofMillis(1600));

        SegmentsException error = catchThrowableOfType(
                SegmentsException.class,
                () -> loop.call(rest -> {
                    left.add(rest.left());
                    throw passing(Duration.ZERO);
                }));

        assertThat(left).extracting(Duration::toMillis).containsExactly(1600L, 1100L, 100L);
        assertThat(error.attempts()).isEqualTo(3);
        assertThat(error.elapsed()).isEqualTo(Duration.ofMillis(1500));
        assertThat(error).hasMessageContaining("3 attempts in 1.5 s");
    }

    @Test
    void anInterruptDuringAWaitEndsTheCallWithTheLastFailure() {
        Thread.currentThread().interrupt();

        SegmentsException error = fail(loop(1, Duration.ofHours(1)), Duration.ZERO);

        assertThat(error.attempts()).isEqualTo(1);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void aRetryAfterPastWhatIsAllowedEndsTheCallAtOnceAndSaysSo() {
        SegmentsException error = fail(loop(1, Duration.ofHours(1)), Duration.ofSeconds(121));

        assertThat(error.attempts()).isEqualTo(1);
        assertThat(time.sleeps).isEmpty();
        assertThat(error)
                .hasMessageContaining(
                        "; the server asks to wait 121 s, longer than the 120 s allowed. The server failed");
    }

    @Test
    void aRetryAfterOfAllThatIsAllowedIsWaitedFor() {
        fail(loop(1, Duration.ofHours(1)), Duration.ofMinutes(2));

        assertThat(time.sleeps).hasSize(4).containsOnly(Duration.ofMinutes(2));
    }

    @Test
    void whatCannotPassIsNotTriedAgain() {
        SegmentsException error = catchThrowableOfType(
                SegmentsException.class,
                () -> loop(1, Duration.ofHours(1)).call(deadline -> {
                    throw new PermissionException(Problem.of("no"));
                }));

        assertThat(error.attempts()).isEqualTo(1);
        assertThat(error).hasMessageStartingWith("no. The token may not");
        assertThat(events).isEmpty();
    }

    @Test
    void eachRetryIsTold() {
        fail(loop(1, Duration.ofHours(1)), Duration.ZERO);

        assertThat(events)
                .extracting(Object::toString)
                .containsExactly(
                        "it failed; attempt 2 in 500 ms",
                        "it failed; attempt 3 in 1000 ms",
                        "it failed; attempt 4 in 2000 ms",
                        "it failed; attempt 5 in 3000 ms");
    }

    private static SegmentsException fail(RetryLoop loop, Duration retryAfter) {
        return catchThrowableOfType(
                SegmentsException.class,
                () -> loop.call(left -> {
                    throw passing(retryAfter);
                }));
    }

    private RetryLoop loop(double random, Duration deadline) {
        return new RetryLoop(
                5,
                Duration.ofMillis(500),
                Duration.ofSeconds(3),
                Duration.ofMinutes(2),
                deadline,
                events::add,
                () -> random,
                time);
    }

    private static SegmentsException passing(Duration retryAfter) {
        return new ServerException(new Problem("it failed", 503, null, null, null, retryAfter, true));
    }
}
