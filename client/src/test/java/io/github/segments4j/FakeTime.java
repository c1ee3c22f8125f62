package io.github.segments4j;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only when somebody sleeps, or when the test says so. */
final class FakeTime implements Time {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    /** Close to the end of its range, to show that nothing leans on the origin. */
    private static final long ORIGIN = Long.MAX_VALUE - Duration.ofSeconds(3).toNanos();

    private final AtomicLong passed = new AtomicLong();
    final List<Duration> sleeps = new CopyOnWriteArrayList<>();

    @Override
    public long nanos() {
        return ORIGIN + passed.get();
    }

    @Override
    public Instant now() {
        return START.plusNanos(passed.get());
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        sleeps.add(duration);
        pass(duration);
    }

    void pass(Duration duration) {
        passed.addAndGet(duration.toNanos());
    }

    Duration passed() {
        return Duration.ofNanos(passed.get());
    }
}
