package io.github.segments4j.http;

import java.io.IOException;

/** A response that ends too early or is not HTTP. The message quotes nothing of it, since a server may echo a secret. */
public final class BrokenResponseException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenResponseException(String message) {
        super(message);
    }

    static BrokenResponseException cutShort() {
        return new BrokenResponseException("the connection was closed before the response was complete");
    }
}
