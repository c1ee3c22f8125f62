package io.github.segments4j.sandbox;

import java.util.HashMap;
import java.util.Map;

/** An answer, free of any transport. */
record Answer(int status, Map<String, String> headers, String body, Delivery delivery) {
    Answer(int status, Map<String, String> headers, String body) {
        this(status, headers, body, Delivery.AT_ONCE);
    }

    static Answer json(int status, Map<String, String> headers, Json body) {
        return new Answer(status, headers, body.toString());
    }

    Answer with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return new Answer(status, Map.copyOf(all), body, delivery);
    }

    Answer withBody(String other) {
        return new Answer(status, headers, other, delivery);
    }

    Answer delivered(Delivery how) {
        return new Answer(status, headers, body, how);
    }

    /** Another answer, put on the wire as this one, headers of faults before it included. */
    Answer replacedBy(Answer other) {
        return other.delivered(delivery).with(headers).with(other.headers);
    }
}
