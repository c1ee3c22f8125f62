package io.github.segments4j.cli.verify.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A request and its answer as it arrives: a status, headers, and a body that may be cut short. */
public final class Exchange {
    /** Far more than any page needs. */
    public static final int MAX_BODY_BYTES = 64 * 1024 * 1024;

    /** How the body ended. */
    public enum End {
        COMPLETE,
        CUT,
        TOO_LONG,
        /** It has not ended: the sender stopped waiting for it. */
        OPEN
    }

    private final HttpRequest request;
    private final ResponseInfo head;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private volatile End end = End.OPEN;

    Exchange(HttpRequest request, ResponseInfo head) {
        this.request = request;
        this.head = head;
    }

    /** Adds bytes to the body, and leaves the buffer as it is. */
    void receive(ByteBuffer part) {
        if (part.remaining() > MAX_BODY_BYTES - body.size()) {
            end = End.TOO_LONG;
            throw new IllegalStateException("The body is too long");
        }
        byte[] bytes = new byte[part.remaining()];
        part.duplicate().get(bytes);
        body.writeBytes(bytes);
    }

    /** Ends the body, unless it has ended. */
    void end(End how) {
        if (end == End.OPEN) {
            end = how;
        }
    }

    /** Method, path and query. A page token is left out, since it is long and means nothing to a reader. */
    public String description() {
        String query = Optional.ofNullable(request.uri().getRawQuery())
                .map(text -> "?" + text.replaceAll("(?<=next_token=)[^&]+", "…"))
                .orElse("");
        return request.method() + " " + request.uri().getRawPath() + query;
    }

    /** Whether it is an answer of the same kind, of which only the last one is of interest. */
    boolean isLike(Exchange other) {
        return status() == other.status()
                && request.uri().getPath().equals(other.request.uri().getPath());
    }

    public HttpRequest request() {
        return request;
    }

    /** Whether the status says that the request was carried out. */
    public boolean isSuccess() {
        return status() / 100 == 2;
    }

    /** Whether the server says that it will never carry out such a request: no later attempt can succeed. */
    public boolean isNotImplemented() {
        return status() == 501 || status() == 505;
    }

    public int status() {
        return head.statusCode();
    }

    public HttpHeaders headers() {
        return head.headers();
    }

    public Optional<String> header(String name) {
        return headers().firstValue(name);
    }

    /** The number of bytes of the body that have arrived. */
    public int length() {
        return body.size();
    }

    public byte[] body() {
        return body.toByteArray();
    }

    public End end() {
        return end;
    }
}
