package io.github.segments4j.sandbox.http;

import io.github.segments4j.sandbox.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** An answer, free of any transport. */
public final class Answer {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] bytes;
    private final Delivery delivery;

    private Answer(int status, Map<String, String> headers, byte[] bytes, Delivery delivery) {
        this.status = status;
        this.headers = headers;
        this.bytes = bytes;
        this.delivery = delivery;
    }

    public Answer(int status, Map<String, String> headers, String body) {
        this(status, headers, body.getBytes(StandardCharsets.UTF_8), Delivery.AT_ONCE);
    }

    public static Answer json(int status, Map<String, String> headers, Json body) {
        return new Answer(status, headers, body.bytes(), Delivery.AT_ONCE);
    }

    public int status() {
        return status;
    }

    public Map<String, String> headers() {
        return headers;
    }

    /** The body as it goes out, not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** The body as text, for those few that look into it. */
    public String body() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public Delivery delivery() {
        return delivery;
    }

    public Answer with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return new Answer(status, Map.copyOf(all), bytes, delivery);
    }

    public Answer withBody(String other) {
        return new Answer(status, headers, other.getBytes(StandardCharsets.UTF_8), delivery);
    }

    public Answer delivered(Delivery how) {
        return new Answer(status, headers, bytes, how);
    }

    /** Another answer, put on the wire as this one, headers of faults before it included. */
    public Answer replacedBy(Answer other) {
        return other.delivered(delivery).with(headers).with(other.headers);
    }
}
