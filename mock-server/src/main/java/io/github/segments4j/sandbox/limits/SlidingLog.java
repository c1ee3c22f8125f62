package io.github.segments4j.sandbox.limits;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/** Logs when requests were admitted, and allows a maximum in any period of one second. */
public final class SlidingLog implements RateLimit {
    private static final Duration WINDOW = Duration.ofSeconds(1);

    private final int max;
    private final InstantSource clock;
    private final Deque<Instant> admitted = new ArrayDeque<>();

    public SlidingLog(int max, InstantSource clock) {
        this.max = max;
        this.clock = clock;
    }

    @Override
    public synchronized boolean tryAcquire() {
        Instant now = clock.instant();
        while (!admitted.isEmpty() && !admitted.peekFirst().plus(WINDOW).isAfter(now)) {
            admitted.removeFirst();
        }
        // A clock that was set back must not refuse requests until it has caught up.
        while (!admitted.isEmpty() && !admitted.peekLast().minus(WINDOW).isBefore(now)) {
            admitted.removeLast();
        }
        if (admitted.size() >= max) {
            return false;
        }
        admitted.addLast(now);
        return true;
    }
}
