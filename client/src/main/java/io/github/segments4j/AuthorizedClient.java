package io.github.segments4j;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds the access token, and tries once with another one if the server rejects it. A client and not an
 * interceptor, so that no token passes through Feign's templates.
 */
final class AuthorizedClient implements Client {
  private final Credentials credentials;
  private final Client next;

  AuthorizedClient(Credentials credentials, Client next) {
    this.credentials = credentials;
    this.next = next;
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    String token = credentials.token();
    Response response = execute(request, options, token);
    if (response.status() == 401) {
      Optional<String> another = credentials.tokenInsteadOf(token);
      if (another.isPresent()) {
        return execute(request, options, another.get());
      }
    }
    return response;
  }

  private Response execute(Request request, Request.Options options, String token)
      throws IOException {
    return Secrets.removed(next.execute(authorized(request, token), options), token);
  }

  private static Request authorized(Request request, String token) {
    Map<String, Collection<String>> headers = new LinkedHashMap<>(request.headers());
    headers.put("Authorization", List.of("Bearer " + Setting.accessToken(token)));
    return Request.create(
        request.httpMethod(),
        request.url(),
        headers,
        request.body(),
        request.charset(),
        request.requestTemplate());
  }
}
