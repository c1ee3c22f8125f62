package io.github.segments4j.sandbox.admin;

import io.github.segments4j.sandbox.http.Request;
import io.github.segments4j.sandbox.http.Response;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The most recent requests of the API. Safe for use by many threads. */
public final class RequestHistory {
    /** Our choice: enough for a test, and little memory. */
    private static final int MAX = 10_000;

    private final Deque<LoggedRequest> requests = new ArrayDeque<>();
    private long count;
    private long cleared;

    public synchronized LoggedRequest add(Instant at, Request request, Response response) {
        LoggedRequest logged = LoggedRequest.of(++count, at, request, response);
        requests.addLast(logged);
        if (requests.size() > MAX) {
            requests.removeFirst();
        }
        return logged;
    }

    /** {@return the requests that are kept, oldest first} */
    public synchronized List<LoggedRequest> list() {
        return List.copyOf(requests);
    }

    /** {@return how many requests there were since the last {@link #clear}, including those no longer kept} */
    public synchronized long count() {
        return count - cleared;
    }

    /** Forgets all requests. Numbers go on, so that no number comes twice. */
    public synchronized void clear() {
        requests.clear();
        cleared = count;
    }
}
