package io.github.segments4j.sandbox.limits;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/** At most so many requests in any second; one that is refused does not count. */
public final class SlidingLog implements RateLimit {
    private static final Duration WINDOW = Duration.ofSeconds(1);

    private final int most;
    private final InstantSource clock;
    private final Deque<Instant> admitted = new ArrayDeque<>();

    public SlidingLog(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    @Override
    public synchronized boolean admits() {
        Instant now = clock.instant();
        while (!admitted.isEmpty() && !admitted.peekFirst().plus(WINDOW).isAfter(now)) {
            admitted.removeFirst();
        }
        // A clock that was set back must not refuse until it is there again.
        while (!admitted.isEmpty() && !admitted.peekLast().minus(WINDOW).isBefore(now)) {
            admitted.removeLast();
        }
        if (admitted.size() >= most) {
            return false;
        }
        admitted.addLast(now);
        return true;
    }
}
