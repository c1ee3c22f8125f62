package io.github.segments4j.sandbox.admin;

import io.github.segments4j.sandbox.endpoints.VendorErrors;
import io.github.segments4j.sandbox.http.Handler;
import io.github.segments4j.sandbox.http.HttpException;
import io.github.segments4j.sandbox.http.Refusals;
import io.github.segments4j.sandbox.http.Request;
import io.github.segments4j.sandbox.http.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Records requests in the history and in the access log: those that another handler answers, and refused ones. */
public final class LoggingHandler implements Handler, Refusals {
    private final Handler handler;
    private final VendorErrors errors;
    private final InstantSource clock;
    private final RequestHistory history;
    private final Optional<Consumer<String>> accessLog;

    public LoggingHandler(
            Handler handler,
            VendorErrors errors,
            InstantSource clock,
            RequestHistory history,
            Optional<Consumer<String>> accessLog) {
        this.handler = handler;
        this.errors = errors;
        this.clock = clock;
        this.history = history;
        this.accessLog = accessLog;
    }

    @Override
    public Response handle(Request request) {
        Instant at = clock.instant();
        long start = System.nanoTime();
        return logged(at, start, request, respond(request));
    }

    @Override
    public Response refuse(Request request, HttpException reason) {
        return logged(clock.instant(), System.nanoTime(), request, errors.render(reason));
    }

    private Response logged(Instant at, long start, Request request, Response response) {
        LoggedRequest logged = history.add(at, request, response);
        return accessLog.isEmpty() ? response : response.afterSending(() -> log(logged, System.nanoTime() - start));
    }

    private Response respond(Request request) {
        try {
            return handler.handle(request);
        } catch (HttpException e) {
            return errors.render(e);
        }
    }

    private void log(LoggedRequest request, long nanos) {
        String line = request + " " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms";
        accessLog.ifPresent(lines -> lines.accept(line));
    }
}
