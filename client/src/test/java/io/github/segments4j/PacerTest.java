package io.github.segments4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PacerTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final FakeTime time = new FakeTime();
  private final Pacer pacer = new Pacer(10, time);

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  @Test
  void fiveStartAtOnceThenOneEvery105Milliseconds() throws Exception {
    assertThat(starts(10)).containsExactly(0L, 0L, 0L, 0L, 0L, 105L, 210L, 315L, 420L, 525L);
  }

  @Test
  void neverMoreThanTenStartInAny1050Milliseconds() throws Exception {
    List<Long> starts = starts(100);

    for (int i = 10; i < starts.size(); i++) {
      assertThat(starts.get(i) - starts.get(i - 10)).isGreaterThanOrEqualTo(1050);
    }
    assertThat(starts.get(99)).as("95 %% of 10 a second").isLessThanOrEqualTo(99_000 / 9);
  }

  static Stream<Arguments> commonLimits() {
    return Stream.of(
        arguments("fixed window", ServerLimit.fixedWindow()),
        arguments("sliding log", ServerLimit.slidingLog()),
        arguments("token bucket", ServerLimit.tokenBucket()),
        arguments("weighted window", ServerLimit.weightedWindow()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commonLimits")
  void aCommonServerLimitRefusesNoneWithThirtyMillisecondsOfJitter(String name, ServerLimit server)
      throws Exception {
    Traffic traffic = new Traffic(server, List.of(pacer));

    traffic.run(4_000);

    assertThat(traffic.refused).isZero();
    assertThat(time.passed()).as("95 %% of 10 a second").isLessThan(Duration.ofSeconds(421));
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

  @ParameterizedTest
  @CsvSource({"2, 0.05", "4, 0.1", "8, 0.2"})
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
        Pacer next =
            pacers.stream().min(Comparator.comparingLong(Pacer::untilNextStart)).orElseThrow();
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
  @MethodSource("commonLimits")
  void aFirstRequestThatIsLongOnItsWayDoesNotBringTheEleventhTooEarly(
      String name, ServerLimit server) throws Exception {
    for (int i = 0; i < 100; i++) {
      boolean newConnection = i % 50 == 0;
      time.pass(newConnection ? Duration.ofSeconds(30) : Duration.ZERO);
      long request = pacer.acquire(LONG);
      time.pass(Duration.ofMillis(newConnection ? 700 : 5));

      assertThat(server.admits(time.passed().toNanos())).as("request %d", i + 1).isTrue();

      time.pass(Duration.ofMillis(5));
      pacer.answered(request, Duration.ZERO);
    }
  }

  @Test
  void anInterruptedWaiterGivesItsPlaceBack() throws Exception {
    starts(5);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> pacer.acquire(LONG)).isInstanceOf(InterruptedException.class);

    pacer.acquire(LONG);

    assertThat(time.passed()).isEqualTo(Duration.ofMillis(105));
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
