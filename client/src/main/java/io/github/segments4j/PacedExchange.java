package io.github.segments4j;

import feign.Request;
import feign.Response;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the rate limiter before each attempt, and reports how the attempt ended. */
final class PacedExchange implements Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(PacedExchange.class);

    /** The vendor's window: after it, the whole quota is free again. */
    static final Duration WINDOW = Duration.ofSeconds(1);

    private final RateLimiter limiter;
    private final Duration longestRetryAfter;
    private final Consumer<SegmentsEvent> events;
    private final Time time;
    private final Exchange next;

    PacedExchange(
            RateLimiter limiter, Duration longestRetryAfter, Consumer<SegmentsEvent> events, Time time, Exchange next) {
        this.limiter = limiter;
        this.longestRetryAfter = longestRetryAfter;
        this.events = events;
        this.time = time;
        this.next = next;
    }

    @Override
    public Response send(Request request, Deadline deadline) {
        String name = Quoted.request(request);
        long permit = permit(name, deadline);
        long start = time.nanos();
        Duration holdBack = Duration.ZERO;
        OptionalInt status = OptionalInt.empty();
        try {
            Response response = next.send(request, deadline);
            status = OptionalInt.of(response.status());
            if (response.status() == Problem.TOO_MANY_REQUESTS) {
                holdBack = holdBack(response);
            }
            return response;
        } finally {
            report(permit, holdBack);
            events.accept(new SegmentsEvent.Attempt(name, status, time.since(start)));
        }
    }

    private long permit(String name, Deadline deadline) {
        Duration left = deadline.leftFor(name);
        long start = time.nanos();
        try {
            long permit = limiter.acquire(left);
            if (time.since(start).toMillis() > 0) {
                events.accept(new SegmentsEvent.Wait(name, time.since(start)));
            }
            return permit;
        } catch (TimeoutException e) {
            throw new AttemptFailure(Problem.of(
                    Problem.Kind.RATE_LIMITED,
                    name + " was not sent: it had to wait for the rate limiter past the " + deadline.name()));
        } catch (InterruptedException e) {
            throw AttemptFailure.interrupted(name, e);
        } catch (RuntimeException e) {
            Problem failed = Problem.of(Problem.Kind.CONNECTION, name + " was not sent: the rate limiter failed");
            throw new AttemptFailure(failed.asTransient(), e);
        }
    }

    /** The retry loop delays this request; the limiter holds back those of the other threads as well. */
    private Duration holdBack(Response response) {
        Duration asked =
                new ResponseHeaders(response.headers()).retryAfter(time.now()).orElse(Duration.ZERO);
        Duration allowed = Collections.min(List.of(asked, longestRetryAfter));
        return Collections.max(List.of(WINDOW, allowed));
    }

    /** A limiter that fails must not cost the response that has arrived. */
    private void report(long permit, Duration holdBack) {
        try {
            limiter.answered(permit, holdBack);
        } catch (RuntimeException e) {
            LOG.warn("The rate limiter failed after a request", e);
        }
    }
}
