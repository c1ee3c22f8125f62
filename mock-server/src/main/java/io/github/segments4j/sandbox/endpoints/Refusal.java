package io.github.segments4j.sandbox.endpoints;

import io.github.segments4j.sandbox.http.Answer;
import io.github.segments4j.sandbox.json.Json;
import java.util.Map;

/** A request that is answered with the vendor's error body. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, String> headers;

    public Refusal(int status, String message) {
        this(status, message, Map.of());
    }

    public Refusal(int status, String message, Map<String, String> headers) {
        super(message, null, false, false);
        this.status = status;
        this.headers = headers;
    }

    /** For what is no part of the API. */
    public Answer plain() {
        Json body = new Json()
                .object()
                .field("status", status)
                .field("message", String.valueOf(getMessage()))
                .end();
        return Answer.json(status, headers, body);
    }

    /** The vendor's error body; the number of the request stands in both of its names. */
    public Answer answer(long request) {
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
