package io.github.segments4j;

import feign.Request;
import feign.Response;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;

/** What both readers say of an answer. */
final class Answers {
  private Answers() {}

  static byte[] bytes(Response response) throws IOException {
    return response.body() == null
        ? new byte[0]
        : response.body().asInputStream().readAllBytes();
  }

  /** The beginning of a sentence: which request was answered, and how. */
  static String answer(Response response) {
    return request(response.request()) + " was answered " + response.status();
  }

  /** The query is left out: it is long, and the pager names the token. */
  static String request(Request request) {
    String url = request.url();
    int query = url.indexOf('?');
    return request.httpMethod() + " " + (query < 0 ? url : url.substring(0, query));
  }

  static String type(Response response) {
    return header(response, "content-type").map(Quoted::plain).orElse("of no content type");
  }

  static Optional<String> header(Response response, String name) {
    Collection<String> values = response.headers().get(name);
    return values == null ? Optional.empty() : values.stream().findFirst();
  }
}
