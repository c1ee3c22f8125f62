package io.github.segments4j.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A response and how to deliver it.
 *
 * @param headers a missing {@code Content-Type} means JSON; with {@code Content-Encoding: gzip} the server compresses the
 *     body
 * @param bytes the body in UTF-8, which nobody changes
 * @param labels notes for the log about how this response came to be
 * @param afterSending runs when it has been sent, or when it is certain that it never will
 */
@SuppressWarnings("ArrayRecordComponent") // Responses are not compared.
public record Response(
        int status,
        Map<String, String> headers,
        byte[] bytes,
        Delivery delivery,
        List<String> labels,
        Runnable afterSending) {
    /** A response that is sent at once. */
    public Response(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, Delivery.IMMEDIATE, List.of(), () -> {});
    }

    public Response(int status, Map<String, String> headers, String body) {
        this(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    public String body() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public Response withHeaders(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return new Response(status, Map.copyOf(all), bytes, delivery, labels, afterSending);
    }

    public Response withBody(byte[] other) {
        return new Response(status, headers, other, delivery, labels, afterSending);
    }

    public Response withDelivery(Delivery other) {
        return new Response(status, headers, bytes, other, labels, afterSending);
    }

    public Response withLabel(String label) {
        List<String> all = Stream.concat(labels.stream(), Stream.of(label)).toList();
        return new Response(status, headers, bytes, delivery, all, afterSending);
    }

    public Response afterSending(Runnable action) {
        return new Response(status, headers, bytes, delivery, labels, action);
    }

    /** {@return another response with the delivery and labels of this one, and with its headers where the other has none} */
    public Response replacedBy(Response other) {
        return new Response(other.status, headers, other.bytes, delivery, labels, afterSending)
                .withHeaders(other.headers);
    }
}
