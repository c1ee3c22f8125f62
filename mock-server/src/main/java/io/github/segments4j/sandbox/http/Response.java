package io.github.segments4j.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A response and how to deliver it. Immutable. */
public final class Response {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final Delivery delivery;
    private final List<String> labels;
    private final Runnable afterSending;

    private Response(
            int status,
            Map<String, String> headers,
            byte[] body,
            Delivery delivery,
            List<String> labels,
            Runnable afterSending) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.delivery = delivery;
        this.labels = labels;
        this.afterSending = afterSending;
    }

    /**
     * A response that is sent at once.
     *
     * @param headers a missing {@code Content-Type} means JSON; with {@code Content-Encoding: gzip} the server
     *     compresses the body
     * @param body in UTF-8; the caller must not change it afterwards
     */
    public Response(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, Delivery.IMMEDIATE, List.of(), () -> {});
    }

    public Response(int status, Map<String, String> headers, String body) {
        this(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    public int status() {
        return status;
    }

    public Map<String, String> headers() {
        return headers;
    }

    byte[] bytes() {
        return body;
    }

    public String body() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public Delivery delivery() {
        return delivery;
    }

    /** {@return notes for the log about how this response came to be} */
    public List<String> labels() {
        return labels;
    }

    Runnable afterSending() {
        return afterSending;
    }

    public Response withHeaders(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return new Response(status, Map.copyOf(all), body, delivery, labels, afterSending);
    }

    public Response withBody(byte[] other) {
        return new Response(status, headers, other, delivery, labels, afterSending);
    }

    public Response withDelivery(Delivery other) {
        return new Response(status, headers, body, other, labels, afterSending);
    }

    public Response withLabel(String label) {
        List<String> all = new ArrayList<>(labels);
        all.add(label);
        return new Response(status, headers, body, delivery, List.copyOf(all), afterSending);
    }

    /** {@return this response with an action to run when it has been sent, or when it is certain that it never will} */
    public Response afterSending(Runnable action) {
        return new Response(status, headers, body, delivery, labels, action);
    }

    /** {@return another response with the delivery and labels of this one, and with its headers where the other has none} */
    public Response replacedBy(Response other) {
        return new Response(other.status, headers, other.body, delivery, labels, afterSending)
                .withHeaders(other.headers);
    }
}
