package io.github.segments4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetryLoopTest {
    private static final PagePosition FIRST = PagePosition.first(ListOptions.defaults());

    private final FakeTime time = new FakeTime();
    private final List<SegmentsEvent> events = new ArrayList<>();

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void theBackoffDoublesUpToItsCapAndJitterTakesUpToHalfOfIt() {
        fail(loop(0), 503, null);
        fail(loop(1), 503, null);

        assertThat(time.sleeps)
                .extracting(Duration::toMillis)
                .containsExactly(500L, 1000L, 2000L, 3000L, 250L, 500L, 1000L, 1500L);
    }

    @Test
    void theDefaultBackoffDoublesUpToHalfAMinute() {
        Backoff backoff = new Backoff(SegmentsClientBuilder.BACKOFF, SegmentsClientBuilder.LONGEST_BACKOFF, () -> 0);

        assertThat(IntStream.rangeClosed(1, 8)
                        .mapToLong(errors -> backoff.after(errors).toMillis()))
                .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L);
    }

    @Test
    void aRetryAfterThatIsShorterThanTheBackoffChangesNothing() {
        fail(loop(0), 503, Duration.ofMillis(700));

        assertThat(time.sleeps).extracting(Duration::toMillis).containsExactly(700L, 1000L, 2000L, 3000L);
    }

    @Test
    void theBackoffOfRefusalsGrowsWithThoseInARow() {
        List<Integer> statuses = new ArrayList<>(List.of(503, 429, 429, 503, 429));

        loop(0).call(FIRST, deadline(Duration.ofHours(1)), () -> {
            if (!statuses.isEmpty()) {
                throw transientFailure(statuses.remove(0), null);
            }
            return "done";
        });

        assertThat(time.sleeps).extracting(Duration::toMillis).containsExactly(500L, 500L, 1000L, 1000L, 500L);
    }

    @Test
    void noWaitReachesPastTheDeadline() {
        List<Duration> left = new ArrayList<>();
        Deadline deadline = deadline(Duration.ofMillis(1600));

        SegmentsException error = catchThrowableOfType(
                SegmentsException.class,
                () -> loop(0).call(FIRST, deadline, () -> {
                    left.add(deadline.left());
                    throw transientFailure(503, null);
                }));

        assertThat(left).extracting(Duration::toMillis).containsExactly(1600L, 1100L, 100L);
        assertThat(error.attempts()).isEqualTo(3);
        assertThat(error.elapsed()).isEqualTo(Duration.ofMillis(1500));
        assertThat(error).hasMessageContaining("3 attempts in 1.5 s");
    }

    @Test
    void anAttemptThatCouldOnlyStartAtTheDeadlineIsNotMade() {
        SegmentsException error = catchThrowableOfType(
                SegmentsException.class,
                () -> loop(0).call(FIRST, deadline(Duration.ofMillis(1500)), () -> {
                    throw transientFailure(503, null);
                }));

        assertThat(error.attempts()).isEqualTo(2);
        assertThat(time.sleeps).containsExactly(Duration.ofMillis(500));
    }

    @Test
    void theBackoffDoublesFromAMillisecondUpToADay() {
        Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofDays(1), () -> 0);

        assertThat(backoff.after(27)).isEqualTo(Duration.ofMillis(1 << 26));
        assertThat(backoff.after(28)).isEqualTo(Duration.ofDays(1));
        assertThat(backoff.after(100)).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void anInterruptDuringAWaitEndsTheCallWithTheLastFailure() {
        Thread.currentThread().interrupt();

        SegmentsException error = fail(loop(0), 503, null);

        assertThat(error.attempts()).isEqualTo(1);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void aRetryAfterPastWhatIsAllowedEndsTheCallAtOnceAndSaysSo() {
        SegmentsException error = fail(loop(0), 503, Duration.ofSeconds(121));

        assertThat(error.attempts()).isEqualTo(1);
        assertThat(time.sleeps).isEmpty();
        assertThat(error)
                .hasMessageContaining(
                        "; the server asks to wait 121 s, longer than the 120 s allowed. The server failed");
    }

    @Test
    void aRetryAfterOfAllThatIsAllowedIsWaitedFor() {
        fail(loop(0), 503, Duration.ofMinutes(2));

        assertThat(time.sleeps).hasSize(4).containsOnly(Duration.ofMinutes(2));
    }

    @Test
    void aPermanentErrorIsNotRetried() {
        SegmentsException error = catchThrowableOfType(
                SegmentsException.class,
                () -> loop(0).call(FIRST, deadline(Duration.ofHours(1)), () -> {
                    throw new AttemptFailure(Problem.of(Problem.Kind.PERMISSION, "no"));
                }));

        assertThat(error.attempts()).isEqualTo(1);
        assertThat(error).hasMessageStartingWith("page 1: no. The token may not");
        assertThat(events).isEmpty();
    }

    @Test
    void eachRetryIsReported() {
        fail(loop(0), 503, null);

        assertThat(events)
                .extracting(Object::toString)
                .containsExactly(
                        "it failed; attempt 2 in 500 ms",
                        "it failed; attempt 3 in 1000 ms",
                        "it failed; attempt 4 in 2000 ms",
                        "it failed; attempt 5 in 3000 ms");
    }

    private SegmentsException fail(RetryLoop loop, int status, Duration retryAfter) {
        return catchThrowableOfType(
                SegmentsException.class,
                () -> loop.call(FIRST, deadline(Duration.ofHours(1)), () -> {
                    throw transientFailure(status, retryAfter);
                }));
    }

    private Deadline deadline(Duration duration) {
        return Deadline.ofPage(duration, time);
    }

    private RetryLoop loop(double random) {
        Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(3), () -> random);
        return new RetryLoop(5, backoff, Duration.ofMinutes(2), events::add, time);
    }

    private static AttemptFailure transientFailure(int status, Duration retryAfter) {
        return new AttemptFailure(Problem.of(Problem.Kind.SERVER, "it failed", status, Map.of(), retryAfter)
                .asTransient());
    }

    static SegmentsException exception(Problem.Kind kind, String what) {
        return SegmentsException.of(new AttemptFailure(Problem.of(kind, what)), RetrySummary.NONE, FIRST);
    }
}
