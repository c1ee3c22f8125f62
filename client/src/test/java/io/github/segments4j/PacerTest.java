package io.github.segments4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PacerTest {
  private final FakeTime time = new FakeTime();
  private final Pacer pacer = new Pacer(time);

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  @Test
  void fiveStartAtOnceThenOneEvery105Milliseconds() throws InterruptedException {
    assertThat(starts(10)).containsExactly(0L, 0L, 0L, 0L, 0L, 105L, 210L, 315L, 420L, 525L);
  }

  @Test
  void neverMoreThanTenStartInAny1050Milliseconds() throws InterruptedException {
    List<Long> starts = starts(100);

    for (int i = 10; i < starts.size(); i++) {
      assertThat(starts.get(i) - starts.get(i - 10)).isGreaterThanOrEqualTo(1050);
    }
    assertThat(starts.get(99)).as("95 %% of 10 a second").isLessThanOrEqualTo(99_000 / 9);
  }

  @Test
  void aSlidingLogOfTenASecondRefusesNoneWithThirtyMillisecondsOfJitter()
      throws InterruptedException {
    Random random = new Random(42);
    Deque<Long> log = new ArrayDeque<>();
    long lastArrival = 0;

    for (long start : starts(2_000)) {
      long arrival = Math.max(lastArrival, start + random.nextInt(31));
      lastArrival = arrival;
      while (!log.isEmpty() && arrival - log.peekFirst() >= 1_000) {
        log.removeFirst();
      }
      assertThat(log.size()).isLessThan(10);
      log.addLast(arrival);
    }
  }

  @Test
  void afterARefusalEverybodyHoldsBack() throws InterruptedException {
    pacer.acquire();

    pacer.refused(Duration.ofSeconds(1));
    pacer.acquire();

    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aShorterHoldDoesNotEndALongerOne() throws InterruptedException {
    pacer.refused(Duration.ofSeconds(9));
    pacer.refused(Duration.ofSeconds(1));

    pacer.acquire();

    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void anInterruptedWaiterGivesItsPlaceBack() throws InterruptedException {
    starts(5);
    Thread.currentThread().interrupt();
    assertThatThrownBy(pacer::acquire).isInstanceOf(InterruptedException.class);

    pacer.acquire();

    assertThat(time.passed()).isEqualTo(Duration.ofMillis(105));
  }

  private List<Long> starts(int count) throws InterruptedException {
    List<Long> starts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pacer.acquire();
      starts.add(time.passed().toMillis());
    }
    return starts;
  }
}
