package io.github.segments4j.sandbox;

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
record Delivery(
        List<String> faults, Duration latency, int chunk, Duration pause, int most, boolean isCompressed, End end) {
    /** What becomes of a request. */
    enum End {
        ANSWER,
        DISCONNECT,
        STALL
    }

    static final int ALL = Integer.MAX_VALUE;

    static final Delivery AT_ONCE = new Delivery(List.of(), Duration.ZERO, ALL, Duration.ZERO, ALL, false, End.ANSWER);

    Delivery because(String fault) {
        List<String> all = new ArrayList<>(faults);
        all.add(fault);
        return new Delivery(List.copyOf(all), latency, chunk, pause, most, isCompressed, end);
    }

    Delivery later(Duration by) {
        return new Delivery(faults, latency.plus(by), chunk, pause, most, isCompressed, end);
    }

    Delivery dripping(int bytes, Duration each) {
        return new Delivery(faults, latency, bytes, each, most, isCompressed, end);
    }

    Delivery cut(int bytes) {
        return new Delivery(faults, latency, chunk, pause, bytes, isCompressed, end);
    }

    Delivery compressed() {
        return new Delivery(faults, latency, chunk, pause, most, true, end);
    }

    Delivery ending(End in) {
        return new Delivery(faults, latency, chunk, pause, most, isCompressed, in);
    }
}
