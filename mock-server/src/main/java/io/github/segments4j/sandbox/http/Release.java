package io.github.segments4j.sandbox.http;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Lets go, once, whatever is held back until then. */
public final class Release {
    private final Set<Runnable> held = new LinkedHashSet<>();
    private boolean hasGone;

    /** Leaves something to be done then; at once, if it has let go. */
    public void then(Runnable action) {
        synchronized (this) {
            if (!hasGone) {
                held.add(action);
                return;
            }
        }
        action.run();
    }

    /** What need not be done any more. */
    public synchronized void forget(Runnable action) {
        held.remove(action);
    }

    public void go() {
        List<Runnable> due;
        synchronized (this) {
            hasGone = true;
            due = List.copyOf(held);
            held.clear();
        }
        due.forEach(Runnable::run);
    }
}
