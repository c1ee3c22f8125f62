package io.github.segments4j.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.time.Duration;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Closes the exchanges whose client takes too long to send or to read. It looks at all of them now and then: a
 * timer for each would wake a thread for each.
 */
final class Watchdog implements AutoCloseable {
  private static final int LOOKS = 8;

  private final Duration patience;
  private final Map<HttpExchange, Long> since = new ConcurrentHashMap<>();
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

  void begin(HttpExchange exchange) {
    since.put(exchange, System.nanoTime());
  }

  void end(HttpExchange exchange) {
    since.remove(exchange);
  }

  private void look() {
    long now = System.nanoTime();
    since.forEach((exchange, began) -> {
      if (now - began > patience.toNanos()) {
        since.remove(exchange);
        exchange.close();
      }
    });
  }

  @Override
  public void close() {
    timer.cancel();
  }
}
