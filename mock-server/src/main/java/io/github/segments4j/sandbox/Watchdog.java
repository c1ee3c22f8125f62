package io.github.segments4j.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Cuts off the clients that take too long to send or to read. It looks at all of them now and then: a timer for
 * each would wake a thread for each.
 *
 * <p>The JDK's server has no exchange for a request before its head has come, and no end to its patience with
 * it. There is only the thread that reads it: an interrupt closes the connection that it reads from.
 */
final class Watchdog implements AutoCloseable {
    private static final int LOOKS = 8;

    private final Duration patience;
    private final Map<HttpExchange, Long> writes = new ConcurrentHashMap<>();

    /** By the thread that reads it; the one that began first comes first. */
    private final Map<Thread, Long> requests = new LinkedHashMap<>();

    private final Timer timer = new Timer("segments-sandbox-watchdog", true);

    Watchdog(Duration patience) {
        this.patience = patience;
        long period = Math.max(1, patience.dividedBy(LOOKS).toMillis());
        TimerTask look = new TimerTask() {
            @Override
            public void run() {
                look();
            }
        };
        timer.schedule(look, period, period);
    }

    void beginWrite(HttpExchange exchange) {
        writes.put(exchange, System.nanoTime());
    }

    void endWrite(HttpExchange exchange) {
        writes.remove(exchange);
    }

    /** This thread reads a request from now on. */
    void beginRequest() {
        synchronized (requests) {
            requests.put(Thread.currentThread(), System.nanoTime());
        }
    }

    /** It does so no longer, if it still did, and is interrupted for it no more. */
    void endRequest() {
        synchronized (requests) {
            requests.remove(Thread.currentThread());
        }
    }

    /** Cuts off the client that has taken longest to send a request, if one is at it. */
    boolean cutOffOldestRequest() {
        return cutOffRequest(Duration.ZERO);
    }

    private boolean cutOffRequest(Duration after) {
        synchronized (requests) {
            Iterator<Map.Entry<Thread, Long>> oldest = requests.entrySet().iterator();
            if (!oldest.hasNext()) {
                return false;
            }
            Map.Entry<Thread, Long> request = oldest.next();
            if (System.nanoTime() - request.getValue() < after.toNanos()) {
                return false;
            }
            oldest.remove();
            request.getKey().interrupt();
            return true;
        }
    }

    private void look() {
        while (cutOffRequest(patience)) {
            // As many as have had their time.
        }
        long now = System.nanoTime();
        writes.forEach((exchange, began) -> {
            if (now - began > patience.toNanos()) {
                writes.remove(exchange);
                exchange.close();
            }
        });
    }

    @Override
    public void close() {
        timer.cancel();
    }
}
