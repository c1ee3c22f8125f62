package io.github.segments4j;

import feign.*;
import java.io.IOException;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Lets each attempt wait for its permit, last thing before it is sent, and reports how it ended. */
record PacedClient(
        RateLimiter limiter, Duration longestRetryAfter, Consumer<SegmentsEvent> events, Time time, Client next)
        implements Client {

    /** The vendor's window: by then the quota is whole again. */
    private static final Duration HOLD_BACK = Duration.ofSeconds(1);

    @Override
    public Response execute(Request request, Request.Options options) throws IOException {
        String name = Quoted.request(request);
        long permit = permit(name, (Deadline) options);
        long start = time.nanos();
        Duration holdBack = Duration.ZERO;
        OptionalInt status = OptionalInt.empty();
        try {
            Response response = next.execute(request, options);
            status = OptionalInt.of(response.status());
            if (response.status() == 429) {
                Duration asked = Collections.min(List.of(HttpDate.retryAfter(response, time.now()), longestRetryAfter));
                holdBack = Collections.max(List.of(HOLD_BACK, asked));
            }
            return response;
        } finally {
            limiter.answered(permit, holdBack);
            events.accept(new SegmentsEvent.Attempt(name, status, time.since(start)));
        }
    }

    private long permit(String name, Deadline deadline) {
        long start = time.nanos();
        try {
            long permit = limiter.acquire(deadline.left());
            if (time.since(start).toMillis() > 0) {
                events.accept(new SegmentsEvent.Wait(name, time.since(start)));
            }
            return permit;
        } catch (TimeoutException e) {
            throw new RateLimitedException(
                    Problem.of(name + " was not sent: the rate limiter let it wait past the deadline"));
        } catch (InterruptedException e) {
            throw ConnectionException.interrupted(name, e);
        }
    }
}
