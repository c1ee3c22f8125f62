package io.github.segments4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacerTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final FakeTime time = new FakeTime();
    private final Pacer pacer = new Pacer(10, time);

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void fiveStartAtOnceThenOneEvery104Milliseconds() throws Exception {
        assertThat(starts(10)).containsExactly(0L, 0L, 0L, 0L, 0L, 104L, 208L, 312L, 416L, 520L);
    }

    @Test
    void neverMoreThanTenStartInAny1040Milliseconds() throws Exception {
        List<Long> starts = starts(100);

        for (int i = 10; i < starts.size(); i++) {
            assertThat(starts.get(i) - starts.get(i - 10)).isGreaterThanOrEqualTo(1040);
        }
        assertThat(starts.get(99)).as("95 %% of 10 a second").isLessThanOrEqualTo(99_000 / 9);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.segments4j.ServerLimit#common")
    void aCommonServerLimitRefusesNoneWithThirtyMillisecondsOfJitter(String name, ServerLimit server) throws Exception {
        Traffic traffic = new Traffic(server, List.of(pacer));

        traffic.run(4_000);

        assertThat(traffic.refused).isZero();
        assertThat(time.passed()).as("95 %% of 10 a second").isLessThan(Duration.ofSeconds(417));
    }

    @Test
    void evenSpacingIsSettledWithFewRefusals() throws Exception {
        Traffic traffic = new Traffic(ServerLimit.evenSpacing(), List.of(pacer));
        while (time.passed().compareTo(Duration.ofSeconds(10)) < 0) {
            traffic.run(1);
        }
        traffic.refused = 0;

        traffic.run(2_000);

        assertThat(traffic.refused).as("of 2,000").isLessThan(60);
    }

    @Test
    void aSingleRefusalCostsAtMostTenPercentOfTheNextTwentySeconds() throws Exception {
        starts(100);
        pacer.answered(pacer.acquire(LONG), Duration.ofSeconds(1));
        Duration end = time.passed().plusSeconds(20);

        int requests = 0;
        while (time.passed().compareTo(end) < 0) {
            pacer.acquire(LONG);
            requests++;
        }

        assertThat(requests).as("of 192, without the second of holding back").isGreaterThanOrEqualTo(174);
    }

    @ParameterizedTest
    @CsvSource({"2, 0.05", "4, 0.08", "8, 0.16"})
    void severalProcessesOnOneQuotaSettle(int processes, double share) throws Exception {
        List<Pacer> pacers =
                Stream.generate(() -> new Pacer(10, time)).limit(processes).toList();
        Traffic traffic = new Traffic(ServerLimit.slidingLog(), pacers);

        traffic.run(4_000);

        assertThat(traffic.refused / 4_000.0).isLessThan(share);
        assertThat(traffic.most()).as("nobody starves").isLessThan(2 * traffic.least());
    }

    /** Requests of several pacers, each sent when it may be, that arrive at a server a moment later. */
    private final class Traffic {
        private final Random random = new Random(42);
        private final ServerLimit server;
        private final List<Pacer> pacers;
        private final Map<Pacer, Integer> admitted = new HashMap<>();
        private long lastArrival;
        private int refused;

        Traffic(ServerLimit server, List<Pacer> pacers) {
            this.server = server;
            this.pacers = pacers;
        }

        void run(int requests) throws Exception {
            for (int i = 0; i < requests; i++) {
                Pacer next = pacers.stream()
                        .min(Comparator.comparingLong(Pacer::untilNextStart))
                        .orElseThrow();
                long request = next.acquire(LONG);
                long jitter = random.nextInt(30_000_001);
                lastArrival = Math.max(lastArrival, time.passed().toNanos() + jitter);
                if (server.admits(lastArrival)) {
                    admitted.merge(next, 1, Integer::sum);
                    next.answered(request, Duration.ZERO);
                } else {
                    refused++;
                    next.answered(request, Duration.ofSeconds(1));
                }
            }
        }

        int most() {
            return Collections.max(admitted.values());
        }

        int least() {
            return Collections.min(admitted.values());
        }
    }

    @Test
    void afterARefusalEverybodyHoldsBack() throws Exception {
        pacer.answered(pacer.acquire(LONG), Duration.ofSeconds(1));

        pacer.acquire(LONG);

        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aShorterHoldDoesNotEndALongerOne() throws Exception {
        long first = pacer.acquire(LONG);
        long second = pacer.acquire(LONG);
        pacer.answered(first, Duration.ofSeconds(9));
        pacer.answered(second, Duration.ofSeconds(1));

        pacer.acquire(LONG);

        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(9));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.segments4j.ServerLimit#common")
    void aFirstRequestThatIsLongOnItsWayDoesNotBringTheEleventhTooEarly(String name, ServerLimit server)
            throws Exception {
        for (int i = 0; i < 100; i++) {
            boolean newConnection = i % 50 == 0;
            time.pass(newConnection ? Duration.ofSeconds(30) : Duration.ZERO);
            long request = pacer.acquire(LONG);
            time.pass(Duration.ofMillis(newConnection ? 700 : 5));

            assertThat(server.admits(time.passed().toNanos()))
                    .as("request %d", i + 1)
                    .isTrue();

            time.pass(Duration.ofMillis(5));
            pacer.answered(request, Duration.ZERO);
        }
    }

    @ParameterizedTest
    @CsvSource({"9, 1324", "11, 1728"})
    void afterTenIdleSecondsTheDelayOfANewConnectionCounts(int idleSeconds, long eleventhStartMillis) throws Exception {
        for (int i = 0; i < 25; i++) {
            long request = pacer.acquire(LONG);
            time.pass(Duration.ofMillis(5));
            pacer.answered(request, Duration.ZERO);
        }
        time.pass(Duration.ofSeconds(idleSeconds));
        long first = pacer.acquire(LONG);
        Duration before = time.passed();
        time.pass(Duration.ofMillis(700));
        pacer.answered(first, Duration.ZERO);

        starts(10);

        // After 11 s: the window of 1,040 ms, and the 700 ms without the quickest answer, which has moved by 1 %.
        assertThat(time.passed().minus(before).toMillis()).isEqualTo(eleventhStartMillis);
    }

    @Test
    void firstRequestsThatAreAllLongOnTheirWayDoNotBringTheNextOnesTooEarly() throws Exception {
        ServerLimit server = ServerLimit.slidingLog();
        List<Long> first = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            first.add(pacer.acquire(LONG));
        }
        time.pass(Duration.ofMillis(400));
        for (int i = 0; i < first.size(); i++) {
            time.pass(Duration.ofMillis(8));
            assertThat(server.admits(time.passed().toNanos())).isTrue();
            pacer.answered(first.get(i), Duration.ZERO);
        }

        for (int i = first.size(); i < 50; i++) {
            long request = pacer.acquire(LONG);
            time.pass(Duration.ofMillis(5));
            assertThat(server.admits(time.passed().toNanos()))
                    .as("request %d", i + 1)
                    .isTrue();
            pacer.answered(request, Duration.ZERO);
        }
    }

    @Test
    void aThreadThatWakesLateDoesNotSlowDownThePace() throws Exception {
        for (int i = 0; i < 100; i++) {
            time.pass(Duration.ofNanos(Math.max(0, pacer.untilNextStart())).plusMillis(4));
            pacer.acquire(LONG);
        }

        assertThat(time.passed()).as("95 %% of 10 a second").isLessThan(Duration.ofMillis(10_526));
    }

    @ParameterizedTest
    @CsvSource({"20, 1728", "21, 1560"})
    void theDelayOfEachOfTheFirstTwentyRequestsCounts(int number, long tenthNextStartMillis) throws Exception {
        for (int i = 1; i < number; i++) {
            long request = pacer.acquire(LONG);
            time.pass(Duration.ofMillis(5));
            pacer.answered(request, Duration.ZERO);
        }
        long delayed = pacer.acquire(LONG);
        Duration before = time.passed();
        time.pass(Duration.ofMillis(700));
        pacer.answered(delayed, Duration.ZERO);

        starts(10);

        assertThat(time.passed().minus(before).toMillis()).isEqualTo(tenthNextStartMillis);
    }

    @ParameterizedTest
    @CsvSource({"40, 1040", "41, 1081"})
    void aDelayOfUpTo40MillisecondsIsJitterAndDoesNotCount(int delayMillis, long eleventhStartMillis) throws Exception {
        long delayed = pacer.acquire(LONG);
        time.pass(Duration.ofMillis(delayMillis));
        long quick = pacer.acquire(LONG);
        time.pass(Duration.ofMillis(5));
        pacer.answered(delayed, Duration.ZERO);
        pacer.answered(quick, Duration.ZERO);

        starts(9);

        assertThat(time.passed().toMillis()).isEqualTo(eleventhStartMillis);
    }

    @ParameterizedTest
    @CsvSource({"3, 101", "39, 100", "40, 104"})
    void aThreadThatWakesLessThan40MillisecondsLateMakesUpFor4OfThem(int lateMillis, long nextStartMillis)
            throws Exception {
        starts(5);
        time.pass(Duration.ofMillis(104 + lateMillis));
        pacer.acquire(LONG);
        Duration before = time.passed();

        pacer.acquire(LONG);

        assertThat(time.passed().minus(before).toMillis()).isEqualTo(nextStartMillis);
    }

    @ParameterizedTest
    @CsvSource({"999, 108, 110", "1000, 250, 255"})
    void aRefusalOneSecondAfterAnotherSlowsItDownAgain(int later, long atLeast, long atMost) throws Exception {
        long first = pacer.acquire(LONG);
        long second = pacer.acquire(LONG);
        pacer.answered(first, Duration.ofMillis(1));
        time.pass(Duration.ofMillis(later));
        pacer.answered(second, Duration.ofMillis(1));
        starts(10);
        Duration before = time.passed();

        pacer.acquire(LONG);

        assertThat(time.passed().minus(before).toMillis()).isBetween(atLeast, atMost);
    }

    @Test
    void anInterruptedWaiterGivesItsPlaceBack() throws Exception {
        starts(5);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> pacer.acquire(LONG)).isInstanceOf(InterruptedException.class);

        pacer.acquire(LONG);

        assertThat(time.passed()).isEqualTo(Duration.ofMillis(104));
    }

    @Test
    void aWaitThatWouldPassTheDeadlineIsRefusedAtOnceAndGivesItsPlaceBack() throws Exception {
        starts(5);

        assertThatThrownBy(() -> pacer.acquire(Duration.ofMillis(103))).isInstanceOf(TimeoutException.class);

        assertThat(time.passed()).isZero();
        pacer.acquire(Duration.ofMillis(104));
        assertThat(time.passed()).isEqualTo(Duration.ofMillis(104));
    }

    @Test
    void whoeverComesFirstStartsFirst() throws Exception {
        starts(5);
        CountDownLatch sleeps = new CountDownLatch(1);
        CountDownLatch wakes = new CountDownLatch(1);
        Map<Long, Integer> order = new ConcurrentSkipListMap<>();
        Pacer line = new Pacer(1, new Time() {
            @Override
            public long nanos() {
                return time.nanos();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                sleeps.countDown();
                wakes.await();
                time.pass(duration);
            }
        });
        line.acquire(LONG);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                try {
                    order.put(line.acquire(LONG), number);
                } catch (InterruptedException | TimeoutException e) {
                    order.put(-1L, number);
                }
            });
            threads.add(thread);
            thread.start();
            while (i == 0 ? sleeps.getCount() > 0 : thread.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
        }

        threads.get(2).interrupt();
        threads.get(2).join();
        wakes.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(order.values()).as("the interrupted one, then by permit").containsExactly(2, 0, 1, 3, 4);
    }

    @Test
    void anotherRateHasABurstOfHalfItAndNinetyFivePercentOfIt() throws Exception {
        Pacer faster = new Pacer(100, time);
        for (int i = 0; i < 50; i++) {
            faster.acquire(LONG);
        }
        assertThat(time.passed()).isZero();

        for (int i = 0; i < 950; i++) {
            faster.acquire(LONG);
        }

        assertThat(time.passed()).isBetween(Duration.ofMillis(10_380), Duration.ofMillis(10_400));
    }

    @Test
    void oneRequestASecondIsTheSlowestRate() throws Exception {
        Pacer slow = new Pacer(1, time);
        slow.acquire(LONG);
        slow.acquire(LONG);

        assertThat(time.passed()).isEqualTo(Duration.ofMillis(1_040));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_001})
    void aRateIsBounded(int requests) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimiter.perSecond(requests))
                .withMessageContaining("from 1 to 1000");
    }

    @Test
    void refusalsWithinOneSecondSlowItDownOnce() throws Exception {
        for (int i = 0; i < 3; i++) {
            pacer.answered(pacer.acquire(LONG), Duration.ofMillis(1));
        }
        starts(20);
        Duration before = time.passed();

        pacer.acquire(LONG);

        assertThat(time.passed().minus(before).toMillis()).as("104 ms / 0.95").isBetween(108L, 110L);
    }

    @Test
    void afterARefusalNothingBurstsUntilThePaceIsWhole() throws Exception {
        pacer.answered(pacer.acquire(LONG), Duration.ofSeconds(1));
        time.pass(Duration.ofSeconds(10));
        Duration before = time.passed();

        starts(5);

        assertThat(time.passed().minus(before)).isGreaterThan(Duration.ofMillis(4 * 104));
        time.pass(Duration.ofHours(1));
        before = time.passed();
        starts(5);
        assertThat(time.passed()).isEqualTo(before);
    }

    @Test
    void thePaceRecoversUpToItsLimit() throws Exception {
        pacer.answered(pacer.acquire(LONG), Duration.ofMillis(1));
        time.pass(Duration.ofSeconds(15));
        starts(10);
        Duration before = time.passed();
        pacer.acquire(LONG);
        assertThat(time.passed().minus(before).toMillis()).as("at 9.4 a second").isBetween(106L, 107L);

        time.pass(Duration.ofHours(1));
        starts(20);
        before = time.passed();
        pacer.acquire(LONG);
        assertThat(time.passed().minus(before).toMillis()).isEqualTo(104);
    }

    @Test
    void thePaceNeverFallsBelowOneRequestInTwoSeconds() throws Exception {
        for (int i = 0; i < 6; i++) {
            pacer.answered(pacer.acquire(LONG), Duration.ofSeconds(1));
        }
        Duration before = time.passed();

        pacer.acquire(LONG);

        assertThat(time.passed().minus(before).toMillis()).isBetween(1_900L, 2_000L);
    }

    @Test
    void answersThatTakeUnequalTimesDoNotSlowItDownOnceItIsWarm() throws Exception {
        Random random = new Random(7);
        starts(30);
        Duration before = time.passed();

        PriorityQueue<long[]> answers = new PriorityQueue<>(Comparator.comparingLong(a -> a[0]));
        for (int i = 0; i < 200; i++) {
            long permit = pacer.acquire(LONG);
            answers.add(new long[] {time.passed().toNanos() + random.nextInt(600_000_000), permit});
            while (answers.peek()[0] <= time.passed().toNanos()) {
                pacer.answered(answers.remove()[1], Duration.ZERO);
            }
        }

        assertThat(time.passed().minus(before))
                .as("200 at 96 %% of 10 a second")
                .isLessThan(Duration.ofSeconds(21));
    }

    private List<Long> starts(int count) throws Exception {
        List<Long> starts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pacer.acquire(LONG);
            starts.add(time.passed().toMillis());
        }
        return starts;
    }
}
