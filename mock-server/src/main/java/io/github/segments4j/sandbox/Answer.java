package io.github.segments4j.sandbox;

import java.util.Map;

/** An answer, free of any transport. */
record Answer(int status, Map<String, String> headers, String body) {
  static Answer json(int status, Map<String, String> headers, Json body) {
    return new Answer(status, headers, body.toString());
  }
}
