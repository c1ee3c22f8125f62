package io.github.segments4j.sandbox.endpoints;

import io.github.segments4j.sandbox.http.HttpException;
import io.github.segments4j.sandbox.http.Request;
import io.github.segments4j.sandbox.http.Response;

/** Answers the requests of one path and method. */
public interface Endpoint {
    Response respond(Request request) throws HttpException;
}
