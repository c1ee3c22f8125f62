package io.github.segments4j.sandbox.http;

/** Answers the requests that are not handled, because they are not valid, not for this server, or make it fail. */
public interface Refusals {
    /**
     * Makes the response.
     *
     * @param request as far as it could be read
     */
    Response refuse(Request request, HttpException reason);
}
