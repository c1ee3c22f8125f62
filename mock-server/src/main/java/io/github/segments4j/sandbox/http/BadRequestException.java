package io.github.segments4j.sandbox.http;

/** What came is not HTTP as we know it, and where the next request begins can't be told. */
public final class BadRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    public BadRequestException(String message) {
        this(400, message);
    }

    public BadRequestException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
