package io.github.segments4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventLogTest {
    private static final SegmentsEvent RETIREMENT = new SegmentsEvent.Deprecation(Optional.empty(), Optional.empty());

    private final FakeTime time = new FakeTime();
    private final EventLog log = new EventLog(List.of(), time);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream err = System.err;

    @BeforeEach
    void capture() {
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void release() {
        System.setErr(err);
    }

    @ParameterizedTest
    @CsvSource({"2, 100, 0", "2, 5000, 0", "2, 5001, 1", "3, 100, 1"})
    void aRetryIsAWarningIfItIsNotTheFirstOrIfItIsLongInComing(int attempt, long delay, int warnings) {
        SegmentsException failure = RetryLoopTest.exception(Problem.Kind.SERVER, "it failed");

        log.accept(new SegmentsEvent.Retry(failure, attempt, Duration.ofMillis(delay)));

        assertThat(warnings()).isEqualTo(warnings);
    }

    @Test
    void aRetirementIsAWarningOnceADay() {
        log.accept(RETIREMENT);
        time.pass(Duration.ofHours(23));
        log.accept(RETIREMENT);
        assertThat(warnings()).isEqualTo(1);

        time.pass(Duration.ofHours(1));
        log.accept(RETIREMENT);
        assertThat(warnings()).isEqualTo(2);
    }

    @Test
    void whatAlwaysHappensIsNoWarning() {
        log.accept(new SegmentsEvent.Page(1, true));
        log.accept(new SegmentsEvent.Wait("GET /", Duration.ofMinutes(1)));

        assertThat(warnings()).isZero();
    }

    @Test
    void aListenerThatFailsIsAWarning() {
        EventLog careless = new EventLog(
                List.of(event -> {
                    throw new IllegalStateException("not my day");
                }),
                time);

        careless.accept(new SegmentsEvent.Page(1, true));

        assertThat(written.toString(StandardCharsets.UTF_8))
                .contains("WARN io.github.segments4j.SegmentsClient - A listener failed", "not my day");
    }

    private long warnings() {
        return written.toString(StandardCharsets.UTF_8).lines().count();
    }
}
