package io.github.segments4j.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Connections between two requests. Safe for use by many threads. */
final class IdleConnections {
    /** As long as the JDK's client keeps one. Servers commonly keep theirs for a minute. */
    private static final long LONGEST_IDLE = TimeUnit.SECONDS.toNanos(30);

    private final Deque<Connection> idle = new ArrayDeque<>();
    private boolean isClosed;

    /** Takes out the connection that was used last. */
    synchronized Optional<Connection> take(Route route) {
        closeExpired();
        Optional<Connection> found =
                idle.stream().filter(each -> each.route.equals(route)).findFirst();
        found.ifPresent(idle::remove);
        return found;
    }

    synchronized void put(Connection connection) {
        closeExpired();
        if (isClosed) {
            connection.close();
        } else {
            connection.becomesIdle();
            idle.addFirst(connection);
        }
    }

    private void closeExpired() {
        while (!idle.isEmpty() && idle.getLast().isIdleFor(LONGEST_IDLE)) {
            idle.removeLast().close();
        }
    }

    synchronized void close() {
        isClosed = true;
        idle.forEach(Connection::close);
        idle.clear();
    }
}
