package io.github.segments4j;

import feign.*;
import java.io.IOException;
import java.util.*;

/**
 * Adds the access token, and tries once with another one if the server rejects it. A client and not an
 * interceptor, so that no token passes through Feign's templates.
 */
record AuthorizedClient(Credentials credentials, Secrets secrets, Client next) implements Client {
    @Override
    public Response execute(Request request, Request.Options options) throws IOException {
        Deadline deadline = (Deadline) options;
        String token = credentials.token("", deadline);
        Response response = execute(request, deadline, token);
        String another = response.status() == 401 ? credentials.token(token, deadline) : token;
        return token.equals(another) ? response : execute(request, deadline, another);
    }

    private Response execute(Request request, Deadline deadline, String token) throws IOException {
        secrets.add(token);
        Map<String, Collection<String>> headers = new LinkedHashMap<>(request.headers());
        headers.put("Authorization", List.of("Bearer " + token));
        Request authorized =
                Request.create(request.httpMethod(), request.url(), headers, Request.Body.create(request.body()), null);
        return next.execute(authorized, deadline);
    }
}
