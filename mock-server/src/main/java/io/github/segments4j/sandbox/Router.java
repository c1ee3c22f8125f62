package io.github.segments4j.sandbox;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Finds the endpoint of a request; what is refused gets the vendor's error body, whatever it is. */
final class Router {
  static final String BASE_PATH = "/api";

  private final SegmentsEndpoint segments;
  private final TokenEndpoint tokens;
  private final AtomicLong requests = new AtomicLong();

  Router(SegmentsEndpoint segments, TokenEndpoint tokens) {
    this.segments = segments;
    this.tokens = tokens;
  }

  Answer answer(Request request) {
    long number = requests.incrementAndGet();
    try {
      return switch (request.path()) {
        // The endpoint's page writes it both ways.
        case BASE_PATH + "/segments", BASE_PATH + "/segments/" -> {
          require("GET", request);
          yield segments.get(request);
        }
        case BASE_PATH + "/v0/oauth2/token" -> {
          require("POST", request);
          yield tokens.post(request);
        }
        default ->
          throw new Refusal(404, "There is nothing at this path; try " + BASE_PATH + "/segments.");
      };
    } catch (Refusal e) {
      return e.answer(number);
    }
  }

  private static void require(String method, Request request) throws Refusal {
    if (!request.method().equals(method)) {
      throw new Refusal(405, "This path answers " + method + " only.", Map.of("Allow", method));
    }
  }
}
