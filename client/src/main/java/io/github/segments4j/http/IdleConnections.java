package io.github.segments4j.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Connections between two requests. Safe for use by many threads. */
final class IdleConnections {
    /** In seconds, as long as the JDK's client keeps one. Servers commonly keep theirs for a minute. */
    private static final long LONGEST_IDLE = 30;

    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Executor later;
    private boolean isSweepPlanned;
    private boolean isClosed;

    /**
     * Keeps connections.
     *
     * @param threads where connections are closed that have been idle for too long
     */
    IdleConnections(Executor threads) {
        later = CompletableFuture.delayedExecutor(LONGEST_IDLE + 1, TimeUnit.SECONDS, threads);
    }

    /** Takes out the connection that was used last, of those on which the server has been silent since. */
    synchronized Optional<Connection> take(Route route) {
        for (Iterator<Connection> all = idle.iterator(); all.hasNext(); ) {
            Connection connection = all.next();
            if (connection.route.equals(route)) {
                all.remove();
                if (!isExpired(connection) && !connection.hasUnaskedBytes()) {
                    return Optional.of(connection);
                }
                connection.close();
            }
        }
        return Optional.empty();
    }

    synchronized void put(Connection connection) {
        if (isClosed) {
            connection.close();
            return;
        }
        connection.becomesIdle();
        idle.addFirst(connection);
        planSweep();
    }

    private void planSweep() {
        if (!isSweepPlanned) {
            isSweepPlanned = true;
            later.execute(this::sweep);
        }
    }

    private synchronized void sweep() {
        isSweepPlanned = false;
        while (!idle.isEmpty() && isExpired(idle.getLast())) {
            idle.removeLast().close();
        }
        if (!idle.isEmpty()) {
            planSweep();
        }
    }

    private static boolean isExpired(Connection connection) {
        return connection.isIdleFor(TimeUnit.SECONDS.toNanos(LONGEST_IDLE));
    }

    synchronized void close() {
        isClosed = true;
        idle.forEach(Connection::close);
        idle.clear();
    }
}
