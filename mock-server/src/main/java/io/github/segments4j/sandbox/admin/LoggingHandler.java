package io.github.segments4j.sandbox.admin;

import io.github.segments4j.sandbox.http.ErrorRenderer;
import io.github.segments4j.sandbox.http.Handler;
import io.github.segments4j.sandbox.http.HttpException;
import io.github.segments4j.sandbox.http.Request;
import io.github.segments4j.sandbox.http.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Records the requests that another handler answers, in the history and in the access log. */
public final class LoggingHandler implements Handler {
    /** A decoded path may contain line ends and control characters of a terminal. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private final Handler handler;
    private final ErrorRenderer errors;
    private final InstantSource clock;
    private final RequestHistory history;
    private final Optional<Consumer<String>> accessLog;

    public LoggingHandler(
            Handler handler,
            ErrorRenderer errors,
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
        Response response = respond(request);
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
        accessLog.ifPresent(lines -> lines.accept(UNPRINTABLE.matcher(line).replaceAll("?")));
    }
}
