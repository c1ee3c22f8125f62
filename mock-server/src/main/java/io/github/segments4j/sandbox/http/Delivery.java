package io.github.segments4j.sandbox.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How an answer is put on the wire.
 *
 * @param faults names of the faults that made it so
 * @param latency how long it is held back
 * @param chunk how many bytes of the body are sent at a time
 * @param pause how long to wait after each chunk
 * @param most how many bytes of the body are sent; fewer than there are break the connection
 */
public record Delivery(
        List<String> faults, Duration latency, int chunk, Duration pause, int most, boolean isCompressed, End end) {
    /** What becomes of a request. */
    public enum End {
        ANSWER,
        DISCONNECT,
        STALL
    }

    public static final int ALL = Integer.MAX_VALUE;

    public static final Delivery AT_ONCE =
            new Delivery(List.of(), Duration.ZERO, ALL, Duration.ZERO, ALL, false, End.ANSWER);

    public Delivery because(String fault) {
        List<String> all = new ArrayList<>(faults);
        all.add(fault);
        return new Delivery(List.copyOf(all), latency, chunk, pause, most, isCompressed, end);
    }

    public Delivery later(Duration by) {
        return new Delivery(faults, latency.plus(by), chunk, pause, most, isCompressed, end);
    }

    public Delivery dripping(int bytes, Duration each) {
        return new Delivery(faults, latency, bytes, each, most, isCompressed, end);
    }

    public Delivery cut(int bytes) {
        return new Delivery(faults, latency, chunk, pause, bytes, isCompressed, end);
    }

    public Delivery compressed() {
        return new Delivery(faults, latency, chunk, pause, most, true, end);
    }

    public Delivery ending(End in) {
        return new Delivery(faults, latency, chunk, pause, most, isCompressed, in);
    }
}
