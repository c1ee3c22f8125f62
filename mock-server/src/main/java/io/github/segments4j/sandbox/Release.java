package io.github.segments4j.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets go, once, whatever is held back until then. */
final class Release {
    private final CountDownLatch latch = new CountDownLatch(1);
    private final List<Runnable> left = new ArrayList<>();

    /** Holds the caller back, but no longer than that. */
    void await(Duration most) throws InterruptedException {
        latch.await(most.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Leaves something to be done then; at once, if it has let go. */
    synchronized void then(Runnable action) {
        if (latch.getCount() == 0) {
            action.run();
        } else {
            left.add(action);
        }
    }

    synchronized void go() {
        latch.countDown();
        left.forEach(Runnable::run);
        left.clear();
    }
}
