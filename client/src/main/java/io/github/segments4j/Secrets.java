package io.github.segments4j;

import feign.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Takes out of an error answer what the request held in confidence: a server may echo it. */
final class Secrets {
  private Secrets() {}

  static Response removed(Response response, String... secrets) throws IOException {
    if (response.status() == 200) {
      return response;
    }
    String text = new String(Answers.bytes(response), StandardCharsets.UTF_8);
    for (String secret : secrets) {
      // JSON may write a slash either way.
      text = text.replace(secret, "***").replace(secret.replace("/", "\\/"), "***");
    }
    return response.toBuilder().body(text, StandardCharsets.UTF_8).build();
  }
}
