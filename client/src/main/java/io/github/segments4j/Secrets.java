package io.github.segments4j;

import feign.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Takes out of a text of the server's what the request held in confidence: a server may echo it. */
final class Secrets {
  static final String AUTHORIZATION = "Authorization";
  static final String BEARER = "Bearer ";
  static final String CLIENT_SECRET = "client_secret";

  private Secrets() {}

  static String removed(String text, Request request) {
    String clean = text;
    for (String header : request.headers().getOrDefault(AUTHORIZATION, List.of())) {
      clean = clean.replace(header.substring(BEARER.length()), "***");
    }
    if (request.body() != null) {
      for (String field : new String(request.body(), StandardCharsets.UTF_8).split("&", -1)) {
        if (field.startsWith(CLIENT_SECRET + "=")) {
          String encoded = field.substring(CLIENT_SECRET.length() + 1);
          clean = clean
              .replace(encoded, "***")
              .replace(URLDecoder.decode(encoded, StandardCharsets.UTF_8), "***");
        }
      }
    }
    return clean;
  }
}
