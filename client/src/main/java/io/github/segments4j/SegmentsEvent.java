package io.github.segments4j;

import java.time.*;
import java.util.*;

/**
 * What happens on the way of a request, for metrics, traces and alerts: see {@link
 * SegmentsClient.Builder#listener(java.util.function.Consumer)}. Later versions may add events. None of them
 * holds a token or a secret.
 */
public sealed interface SegmentsEvent {
    /**
     * A request was sent, and was answered or failed. One that gets an access token is an attempt too.
     *
     * @param request its method and address, without the query
     * @param status the HTTP status; empty if no complete answer came
     * @param took from its start to the last byte
     */
    record Attempt(String request, OptionalInt status, Duration took) implements SegmentsEvent {}

    /**
     * A request failed and will be tried again.
     *
     * @param failure what went wrong this time
     * @param attempt the number of the attempt to come, 2 or more
     * @param delay how long until then; the rate limiter may add to it
     */
    record Retry(SegmentsException failure, int attempt, Duration delay) implements SegmentsEvent {
        @Override
        public String toString() {
            return failure.problem.what() + "; attempt " + attempt + " in " + delay.toMillis() + " ms";
        }
    }

    /**
     * A request had to wait for the rate limiter.
     *
     * @param request its method and address, without the query
     * @param took how long
     */
    record Wait(String request, Duration took) implements SegmentsEvent {}

    /**
     * A page arrived, and its rows are good.
     *
     * @param rows how many segments it has
     * @param last whether it is the last page
     */
    record Page(int rows, boolean last) implements SegmentsEvent {}

    /**
     * The vendor says that the endpoint, or its version, is going to be retired. Comes with every page that
     * says so; it is also logged, once a day.
     *
     * @param deprecation when it was, or will be, deprecated; empty if no date was given
     * @param sunset when it stops answering; empty if no date was given
     */
    record Deprecation(Optional<Instant> deprecation, Optional<Instant> sunset) implements SegmentsEvent {
        @Override
        public String toString() {
            return "The vendor is going to retire this API, or this version of it. Deprecation: "
                    + deprecation.map(Instant::toString).orElse("no date") + ", sunset: "
                    + sunset.map(Instant::toString).orElse("no date");
        }
    }
}
