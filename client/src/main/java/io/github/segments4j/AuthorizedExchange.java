package io.github.segments4j;

import feign.Request;
import feign.Response;
import io.github.segments4j.secrets.Secrets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds the access token, and tries once more with another one if the server rejects it. */
final class AuthorizedExchange implements Exchange {
    private final Credentials credentials;
    private final Secrets secrets;
    private final Exchange next;

    AuthorizedExchange(Credentials credentials, Secrets secrets, Exchange next) {
        this.credentials = credentials;
        this.secrets = secrets;
        this.next = next;
    }

    @Override
    public Response send(Request request, Deadline deadline) {
        String token = credentials.token(deadline);
        Response response = next.send(authorized(request, token), deadline);
        if (response.status() != 401) {
            return response;
        }
        String another = credentials.replacementFor(token, deadline);
        return another.equals(token) ? response : next.send(authorized(request, another), deadline);
    }

    private Request authorized(Request request, String token) {
        secrets.add(token);
        Map<String, Collection<String>> headers = new LinkedHashMap<>(request.headers());
        headers.put("Authorization", List.of("Bearer " + token));
        return Request.create(request.httpMethod(), request.url(), headers, Request.Body.create(request.body()), null);
    }
}
