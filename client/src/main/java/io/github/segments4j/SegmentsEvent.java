package io.github.segments4j;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An event in the processing of a request, for metrics, traces and alerts: see {@link
 * SegmentsClientBuilder#listener(java.util.function.Consumer)}. Only the client makes events; later versions may add
 * kinds of them, and methods to each. None holds an access token or another secret.
 */
public abstract class SegmentsEvent {
    SegmentsEvent() {}

    /** An attempt ended, with a response or without one. A request for an access token is an attempt too. */
    public static final class Attempt extends SegmentsEvent {
        private final String request;
        private final OptionalInt status;
        private final Duration took;

        Attempt(String request, OptionalInt status, Duration took) {
            this.request = request;
            this.status = status;
            this.took = took;
        }

        /** {@return the method and address of the request, without the query} */
        public String request() {
            return request;
        }

        /** {@return the HTTP status; empty if no complete response came} */
        public OptionalInt status() {
            return status;
        }

        /** {@return how long the attempt took, to the last byte of the response} */
        public Duration took() {
            return took;
        }

        @Override
        public String toString() {
            String end = status.isPresent() ? "was answered " + status.getAsInt() : "got no complete response";
            return request + " " + end + " after " + took.toMillis() + " ms";
        }
    }

    /** An attempt failed and will be repeated. */
    public static final class Retry extends SegmentsEvent {
        private final SegmentsException failure;
        private final int attempt;
        private final Duration delay;

        Retry(SegmentsException failure, int attempt, Duration delay) {
            this.failure = failure;
            this.attempt = attempt;
            this.delay = delay;
        }

        /** {@return the exception that would be thrown if there were no further attempt} */
        public SegmentsException failure() {
            return failure;
        }

        /** {@return the number of the next attempt, 2 or more} */
        public int attempt() {
            return attempt;
        }

        /** {@return how long until the next attempt; the rate limiter may add to it} */
        public Duration delay() {
            return delay;
        }

        @Override
        public String toString() {
            return failure.what() + "; attempt " + attempt + " in " + delay.toMillis() + " ms";
        }
    }

    /** A request had to wait for the rate limiter. */
    public static final class Wait extends SegmentsEvent {
        private final String request;
        private final Duration took;

        Wait(String request, Duration took) {
            this.request = request;
            this.took = took;
        }

        /** {@return the method and address of the request, without the query} */
        public String request() {
            return request;
        }

        /** {@return how long it waited, 1 ms or more} */
        public Duration took() {
            return took;
        }

        @Override
        public String toString() {
            return request + " waited " + took.toMillis() + " ms for the rate limiter";
        }
    }

    /** A page arrived, and its rows are complete. */
    public static final class Page extends SegmentsEvent {
        private final int rows;
        private final boolean last;

        Page(int rows, boolean last) {
            this.rows = rows;
            this.last = last;
        }

        /** {@return how many segments the page has} */
        public int rows() {
            return rows;
        }

        /** {@return whether it is the last page} */
        public boolean last() {
            return last;
        }

        @Override
        public String toString() {
            return (last ? "The last page has " : "A page has ") + rows + " rows";
        }
    }

    /**
     * The vendor is going to retire the endpoint, or this version of it. Comes with every page whose response says so; it
     * is also logged as a warning, once a day.
     */
    public static final class Deprecation extends SegmentsEvent {
        private final Optional<Instant> deprecation;
        private final Optional<Instant> sunset;

        Deprecation(Optional<Instant> deprecation, Optional<Instant> sunset) {
            this.deprecation = deprecation;
            this.sunset = sunset;
        }

        /** {@return when it was, or will be, deprecated; empty if no date was given} */
        public Optional<Instant> deprecation() {
            return deprecation;
        }

        /** {@return when it stops answering; empty if no date was given} */
        public Optional<Instant> sunset() {
            return sunset;
        }

        @Override
        public String toString() {
            return "The vendor is going to retire this API, or this version of it. Deprecation: "
                    + deprecation.map(Instant::toString).orElse("no date") + ", sunset: "
                    + sunset.map(Instant::toString).orElse("no date");
        }
    }
}
