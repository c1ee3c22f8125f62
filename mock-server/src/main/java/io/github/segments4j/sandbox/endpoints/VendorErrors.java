package io.github.segments4j.sandbox.endpoints;

import io.github.segments4j.sandbox.http.HttpException;
import io.github.segments4j.sandbox.http.Response;
import io.github.segments4j.sandbox.json.JsonWriter;
import io.github.segments4j.sandbox.json.PrintableText;
import java.util.concurrent.atomic.AtomicLong;

/** Renders errors in the vendor's format, each with ids of its own. */
public final class VendorErrors {
    private final AtomicLong count = new AtomicLong();

    public Response render(HttpException error) {
        long id = count.incrementAndGet();
        byte[] body = new JsonWriter()
                .object()
                .field("status", error.status())
                .field("message", PrintableText.of(String.valueOf(error.getMessage())))
                .field("request_id", "sandbox-req-" + id)
                .field("trace_id", "sandbox-trace-" + id)
                .end()
                .bytes();
        return new Response(error.status(), error.headers(), body);
    }
}
