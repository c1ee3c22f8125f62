package io.github.segments4j;

import static io.github.segments4j.SharedPacer.NO_PERMIT;
import static io.github.segments4j.SharedPacer.NO_PLACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Limiters on one file stand for processes here: they have nothing else in common. */
class SharedPacerTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final FakeTime time = new FakeTime();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameAFile() {
        file = folder.resolve("limit");
    }

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    private SharedPacer process() throws IOException {
        return new SharedPacer(PrivateFile.at(file), 10, time);
    }

    @Test
    void twoProcessesPaceTheirRequestsAsOne() throws Exception {
        SharedPacer one = process();
        SharedPacer other = process();
        List<Long> starts = new ArrayList<>();

        for (int i = 0; i < 5; i++) {
            one.acquire(LONG);
            starts.add(time.passed().toMillis());
            other.acquire(LONG);
            starts.add(time.passed().toMillis());
        }

        assertThat(starts).containsExactly(0L, 0L, 0L, 0L, 0L, 104L, 208L, 312L, 416L, 520L);
    }

    @Test
    void aRefusalOfOneProcessHoldsBackTheOtherAndSlowsItDown() throws Exception {
        SharedPacer one = process();
        SharedPacer other = process();
        one.answered(one.acquire(LONG), Duration.ofSeconds(1));

        other.acquire(LONG);
        Duration first = time.passed();
        other.acquire(LONG);

        assertThat(first).isEqualTo(Duration.ofSeconds(1));
        assertThat(time.passed().minus(first)).as("no burst").isGreaterThan(Duration.ofMillis(104));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.segments4j.ServerLimit#common")
    void eightProcessesGetEqualSharesOfTheQuotaAndNoRefusal(String name, ServerLimit server) throws Exception {
        Line line = new Line(8, server);

        line.run(Duration.ofSeconds(100));

        assertThat(line.refused).isZero();
        assertThat(line.admitted).as("95 %% of 10 a second").isGreaterThanOrEqualTo(950);
        assertThat(line.processes)
                .extracting(process -> process.admitted)
                .as("the first to come has the burst of 5")
                .allMatch(admitted -> Math.abs(admitted - line.admitted / 8) <= 5);
    }

    @Test
    void aProcessThatDiesInTheLineCostsTheOthersNothingButItsPlace() throws Exception {
        Line line = new Line(3, ServerLimit.slidingLog());
        line.run(Duration.ofSeconds(10));
        int before = line.admitted;

        line.processes.remove(0);
        line.run(Duration.ofSeconds(10));

        assertThat(line.admitted - before).isGreaterThanOrEqualTo(95);
    }

    @Test
    void processesKeepTheirOrderThroughAHoldBack() throws Exception {
        Line line = new Line(4, ServerLimit.slidingLog());
        line.run(Duration.ofSeconds(10));
        line.started.clear();

        line.processes.get(0).limiter.answered(NO_PERMIT, Duration.ofSeconds(2));
        line.run(Duration.ofSeconds(20));

        List<Integer> started = line.started;
        for (int i = 4; i < started.size(); i++) {
            assertThat(started.get(i)).as("turn %d", i).isEqualTo(started.get(i - 4));
        }
    }

    /** Processes that always want to start a request, some of them a little late. */
    private final class Line {
        private final Random random = new Random(42);
        private final ServerLimit server;
        private final List<Waiting> processes = new ArrayList<>();
        private final List<Integer> started = new ArrayList<>();
        private long lastArrival;
        private int refused;
        private int admitted;

        Line(int size, ServerLimit server) throws IOException {
            this.server = server;
            for (int i = 0; i < size; i++) {
                processes.add(new Waiting(i, process()));
            }
        }

        void run(Duration duration) throws Exception {
            Duration end = time.passed().plus(duration);
            while (time.passed().compareTo(end) < 0) {
                Waiting next = processes.stream()
                        .min(Comparator.comparing((Waiting process) -> process.wakes))
                        .orElseThrow();
                if (next.wakes.compareTo(time.passed()) > 0) {
                    time.pass(next.wakes.minus(time.passed()).plusMillis(random.nextInt(3)));
                }
                SharedPacer.Turn turn = next.limiter.takeTurn(next.place, LONG.toNanos());
                next.place = turn.place();
                next.wakes = time.passed().plusNanos(turn.startsIn());
                if (turn.permit() != NO_PERMIT) {
                    next.place = NO_PLACE;
                    started.add(next.number);
                    send(next, turn.permit());
                }
            }
        }

        private void send(Waiting process, long permit) {
            lastArrival = Math.max(lastArrival, time.passed().toNanos() + random.nextInt(30_000_001));
            boolean admits = server.admits(lastArrival);
            process.limiter.answered(permit, admits ? Duration.ZERO : Duration.ofSeconds(1));
            if (admits) {
                process.admitted++;
                admitted++;
            } else {
                refused++;
            }
        }
    }

    private static final class Waiting {
        private final int number;
        private final SharedPacer limiter;
        private long place = NO_PLACE;
        private Duration wakes = Duration.ZERO;
        private int admitted;

        Waiting(int number, SharedPacer limiter) {
            this.number = number;
            this.limiter = limiter;
        }
    }

    @Test
    void aWaitThatWouldPassTheDeadlineIsRefusedAtOnceAndTakesNoPlace() throws Exception {
        SharedPacer process = process();
        startBurst(process);

        assertThatThrownBy(() -> process.acquire(Duration.ofMillis(103))).isInstanceOf(TimeoutException.class);

        assertThat(time.passed()).isZero();
        process().acquire(Duration.ofMillis(104));
        assertThat(time.passed()).isEqualTo(Duration.ofMillis(104));
    }

    @Test
    void anInterruptedWaiterGivesItsPlaceBack() throws Exception {
        SharedPacer process = process();
        startBurst(process);
        SharedPacer.Turn waiting = process.takeTurn(NO_PLACE, LONG.toNanos());
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> process.acquire(LONG)).isInstanceOf(InterruptedException.class);

        SharedPacer.Turn next = process().takeTurn(NO_PLACE, LONG.toNanos());

        assertThat(Duration.ofNanos(next.place() - waiting.place()))
                .isBetween(Duration.ofMillis(104), Duration.ofMillis(105));
    }

    @Test
    void anInterruptedCallerStillReportsARefusal() throws Exception {
        SharedPacer process = process();
        long permit = process.acquire(LONG);
        Thread.currentThread().interrupt();

        process.answered(permit, Duration.ofSeconds(3));

        assertThat(Thread.interrupted()).isTrue();
        process().acquire(LONG);
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aHoldOutlivesTheProcessThatReportedIt() throws Exception {
        SharedPacer process = process();
        process.answered(process.acquire(LONG), Duration.ofSeconds(5));

        process().acquire(LONG);

        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aFileThatIsDeletedMeanwhileIsCreatedAgain() throws Exception {
        SharedPacer process = process();
        startBurst(process);
        Files.delete(file);

        startBurst(process);
        process().acquire(LONG);

        assertThat(time.passed()).isEqualTo(Duration.ofMillis(104));
    }

    @Test
    void aClockThatWasSetBackDoesNotStopAnybody() throws Exception {
        SharedPacer setBack = new SharedPacer(PrivateFile.at(file), 10, new FakeTime());
        time.pass(Duration.ofDays(1));
        startBurst(process());

        assertThat(setBack.acquire(Duration.ZERO)).isPositive();
    }

    @Test
    void whileAnotherProcessKeepsTheLockEachPacesByItself() throws Exception {
        SharedPacer process = process();
        startBurst(process);
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
            other.lock();

            assertThat(process.acquire(LONG)).isNegative();
            assertThat(time.passed()).isLessThanOrEqualTo(SharedPacer.PATIENCE.plusMillis(1));
            Duration before = time.passed();
            assertThat(process.acquire(LONG)).as("without patience").isNegative();
            assertThat(time.passed().minus(before)).isLessThan(Duration.ofMillis(200));
        }

        assertThat(process.acquire(LONG)).as("shares again").isPositive();
    }

    @Test
    void aRefusalThatCannotBeSharedHoldsBackTheProcessItself() throws Exception {
        SharedPacer process = process();
        long permit = process.acquire(LONG);
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
            other.lock();

            process.answered(permit, Duration.ofSeconds(9));
            process.acquire(LONG);

            assertThat(time.passed()).isGreaterThanOrEqualTo(Duration.ofSeconds(9));
        }
    }

    @Test
    void aRefusalThatCouldNotBeSharedHoldsAllBackAsSoonAsTheFileIsFree() throws Exception {
        SharedPacer process = process();
        long permit = process.acquire(LONG);
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
            other.lock();
            process.answered(permit, Duration.ofSeconds(9));
        }
        Duration left = Duration.ofSeconds(9).minus(SharedPacer.PATIENCE);

        assertThatThrownBy(() -> process.acquire(Duration.ofSeconds(5))).isInstanceOf(TimeoutException.class);
        process().acquire(LONG);

        assertThat(time.passed()).isBetween(left, Duration.ofSeconds(10));
    }

    @Test
    void aRefusalOfAProcessThatIsAloneHoldsAllBackAsSoonAsTheFileIsFree() throws Exception {
        SharedPacer process = process();
        process.acquire(LONG);
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
            other.lock();
            process.answered(process.acquire(LONG), Duration.ofSeconds(9));
        }
        Duration refused = time.passed();

        assertThatThrownBy(() -> process.acquire(Duration.ofSeconds(5))).isInstanceOf(TimeoutException.class);
        process().acquire(LONG);

        assertThat(time.passed().minus(refused)).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void aProcessThatIsAloneReportsItsRefusalAtOnceIfTheFileIsFreeAgain() throws Exception {
        SharedPacer process = process();
        process.acquire(LONG);
        long alone;
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
            other.lock();
            alone = process.acquire(LONG);
        }
        Duration refused = time.passed();
        process.answered(alone, Duration.ofSeconds(9));

        process().acquire(LONG);

        assertThat(time.passed().minus(refused)).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void aRefusalThatWasSharedHoldsAProcessBackThatGoesOnAlone() throws Exception {
        SharedPacer process = process();
        process.answered(process.acquire(LONG), Duration.ofSeconds(9));
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
            other.lock();

            assertThat(process.acquire(LONG)).isNegative();
        }

        assertThat(time.passed()).isGreaterThanOrEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void aResponseDoesNotWaitForAStoppedProcess() throws Exception {
        SharedPacer process = process();
        long permit = process.acquire(LONG);
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
            other.lock();

            process.answered(permit, Duration.ZERO);

            assertThat(time.passed()).isLessThanOrEqualTo(Duration.ofMillis(50));
        }
    }

    @Test
    void aLockThatIsNotFreeInTimeDoesNotPassTheDeadline() throws Exception {
        SharedPacer process = process();
        startBurst(process);
        startBurst(process);
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
            other.lock();
            Duration before = time.passed();

            assertThatThrownBy(() -> process.acquire(Duration.ofMillis(20))).isInstanceOf(TimeoutException.class);

            assertThat(time.passed().minus(before)).isLessThanOrEqualTo(Duration.ofMillis(20));
        }
    }

    @Test
    void aCallerWithoutTimeToWaitForTheLockDoesNotMakeTheProcessGoOnAlone() throws Exception {
        SharedPacer process = process();
        process.acquire(LONG);
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
            other.lock();
            assertThatThrownBy(() -> process.acquire(Duration.ofMillis(20))).isInstanceOf(TimeoutException.class);
            Duration before = time.passed();

            process.acquire(LONG);

            assertThat(time.passed().minus(before)).as("with patience").isGreaterThanOrEqualTo(SharedPacer.PATIENCE);
        }
    }

    @Test
    void aFileThatCannotBeUsedDoesNotStopACallerThatCannotWait() throws Exception {
        SharedPacer process = process();
        Files.writeString(file, "no file of a rate limiter");
        assertThat(process.acquire(LONG)).isNegative();
        time.pass(Duration.ofSeconds(10));

        assertThat(process.acquire(Duration.ZERO)).isNegative();
    }

    @Test
    void aClockThatIsSetBackByLessThanASecondDoesNotSlowRequestsDown() throws Exception {
        SharedPacer process = process();
        time.pass(Duration.ofSeconds(1));
        long permit = process.acquire(LONG);
        time.pass(Duration.ofMillis(-500));
        process.answered(permit, Duration.ZERO);
        time.pass(Duration.ofSeconds(10));
        Duration before = time.passed();

        for (int i = 0; i < 6; i++) {
            permit = process.acquire(LONG);
            time.pass(Duration.ofMillis(20));
            process.answered(permit, Duration.ZERO);
        }

        assertThat(time.passed().minus(before)).isLessThan(Duration.ofMillis(300));
    }

    private void startBurst(RateLimiter limiter) throws Exception {
        for (int i = 0; i < 5; i++) {
            limiter.acquire(LONG);
        }
    }
}
