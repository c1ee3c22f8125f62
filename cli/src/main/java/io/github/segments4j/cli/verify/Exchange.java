package io.github.segments4j.cli.verify;

import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.Optional;

/** A request and its answer as it came: a status and headers, and a body that may have been cut short. */
final class Exchange {
    /** How the body ended. */
    enum End {
        COMPLETE,
        CUT,
        TOO_LONG,
        /** It has not: nobody waited for it any longer. */
        OPEN
    }

    private final HttpRequest sent;
    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;
    private final End end;

    Exchange(HttpRequest sent, int status, HttpHeaders headers, byte[] body, End end) {
        this.sent = sent;
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.end = end;
    }

    /** Method, path and query; the token of a page is long and means nothing to a reader. */
    String request() {
        String query = Optional.ofNullable(sent.uri().getRawQuery())
                .map(text -> "?" + text.replaceAll("(?<=next_token=)[^&]+", "…"))
                .orElse("");
        return sent.method() + " " + sent.uri().getRawPath() + query;
    }

    HttpRequest sent() {
        return sent;
    }

    int status() {
        return status;
    }

    HttpHeaders headers() {
        return headers;
    }

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    byte[] body() {
        return body;
    }

    End end() {
        return end;
    }
}
