package io.github.segments4j.sandbox.admin;

import io.github.segments4j.sandbox.http.Handler;
import io.github.segments4j.sandbox.http.Request;
import io.github.segments4j.sandbox.http.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Records the requests that another handler answers, in the history and in the access log. */
public final class LoggingHandler implements Handler {
    private final Handler handler;
    private final InstantSource clock;
    private final RequestHistory history;
    private final Consumer<String> accessLog;

    public LoggingHandler(Handler handler, InstantSource clock, RequestHistory history, Consumer<String> accessLog) {
        this.handler = handler;
        this.clock = clock;
        this.history = history;
        this.accessLog = accessLog;
    }

    @Override
    public Response handle(Request request) {
        Instant at = clock.instant();
        long start = System.nanoTime();
        Response response = handler.handle(request);
        LoggedRequest logged = history.add(at, request, response);
        return response.afterSending(() ->
                accessLog.accept(logged + " " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + " ms"));
    }
}
