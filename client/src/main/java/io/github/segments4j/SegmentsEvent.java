package io.github.segments4j;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An event in the processing of a request, for metrics, traces and alerts: see {@link
 * SegmentsClientBuilder#listener(java.util.function.Consumer)}. None holds an access token or another secret.
 *
 * <p>Later versions may add events, and components to an event. Read them with {@code instanceof} and the accessors: a
 * record pattern or a constructor call would have to change.
 */
public interface SegmentsEvent {
    /**
     * An attempt ended, with a response or without one. A request for an access token is an attempt too.
     *
     * @param request its method and address, without the query
     * @param status the HTTP status; empty if no complete response came
     * @param took from its start to the last byte
     */
    record Attempt(String request, OptionalInt status, Duration took) implements SegmentsEvent {
        @Override
        public String toString() {
            String end = status.isPresent() ? "was answered " + status.getAsInt() : "got no complete response";
            return request + " " + end + " after " + took.toMillis() + " ms";
        }
    }

    /**
     * An attempt failed and will be repeated.
     *
     * @param failure the exception that would be thrown if there were no further attempt
     * @param attempt the number of the next attempt, 2 or more
     * @param delay how long until then; the rate limiter may add to it
     */
    record Retry(SegmentsException failure, int attempt, Duration delay) implements SegmentsEvent {
        @Override
        public String toString() {
            return failure.what() + "; attempt " + attempt + " in " + delay.toMillis() + " ms";
        }
    }

    /**
     * A request had to wait for the rate limiter.
     *
     * @param request its method and address, without the query
     * @param took how long
     */
    record Wait(String request, Duration took) implements SegmentsEvent {
        @Override
        public String toString() {
            return request + " waited " + took.toMillis() + " ms for the rate limiter";
        }
    }

    /**
     * A page arrived, and its rows are complete.
     *
     * @param rows how many segments it has
     * @param last whether it is the last page
     */
    record Page(int rows, boolean last) implements SegmentsEvent {
        @Override
        public String toString() {
            return (last ? "The last page has " : "A page has ") + rows + " rows";
        }
    }

    /**
     * The vendor is going to retire the endpoint, or this version of it. Comes with every page whose response says so; it
     * is also logged as a warning, once a day.
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
