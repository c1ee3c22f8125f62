package io.github.segments4j;

import feign.Response;
import feign.Util;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.*;

/** Takes out of an answer, where it is shown, what the request held in confidence: a server may echo it. */
final class Secrets {
  private Secrets() {}

  static Response removed(Response response, String... secrets) throws IOException {
    Map<String, Collection<String>> headers = new HashMap<>(response.headers());
    headers.replaceAll((name, values) -> List.of(removed(String.join(", ", values), secrets)));
    Response.Builder discreet = response.toBuilder().headers(headers);
    if (response.status() != 200) {
      String body =
          new String(Util.toByteArray(response.body().asInputStream()), StandardCharsets.UTF_8);
      discreet.body(removed(body, secrets), StandardCharsets.UTF_8);
    }
    return discreet.build();
  }

  private static String removed(String text, String... secrets) {
    String discreet = text;
    for (String secret : secrets) {
      // JSON may write a slash either way.
      discreet = discreet.replace(secret, "***").replace(secret.replace("/", "\\/"), "***");
    }
    return discreet;
  }
}
