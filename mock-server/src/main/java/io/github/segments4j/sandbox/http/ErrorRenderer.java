package io.github.segments4j.sandbox.http;

/** Turns an error into a response, so that the server needs no error format of its own. */
public interface ErrorRenderer {
    Response render(HttpException error);
}
