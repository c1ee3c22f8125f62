package io.github.segments4j.sandbox;

import java.util.Map;

/** A request that is answered with the vendor's error body. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, String> headers;

    Refusal(int status, String message) {
        this(status, message, Map.of());
    }

    Refusal(int status, String message, Map<String, String> headers) {
        super(message, null, false, false);
        this.status = status;
        this.headers = headers;
    }

    /** For what is no part of the API. */
    Answer plain() {
        Json body = new Json()
                .object()
                .field("status", status)
                .field("message", String.valueOf(getMessage()))
                .end();
        return Answer.json(status, headers, body);
    }

    /** The vendor's error body; the number of the request stands in both of its names. */
    Answer answer(long request) {
        Json body = new Json()
                .object()
                .field("status", status)
                .field("message", String.valueOf(getMessage()))
                .field("request_id", "sandbox-req-" + request)
                .field("trace_id", "sandbox-trace-" + request)
                .end();
        return Answer.json(status, headers, body);
    }
}
