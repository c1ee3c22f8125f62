package io.github.segments4j.sandbox.http;

/** Answers requests. It is called on the event loop's thread, so it must not block. */
public interface Handler {
    Response handle(Request request) throws HttpException;
}
