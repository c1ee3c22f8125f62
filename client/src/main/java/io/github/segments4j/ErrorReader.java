package io.github.segments4j;

import com.fasterxml.jackson.databind.JsonNode;
import feign.Response;
import feign.codec.ErrorDecoder;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Turns an answer with an error status into the exception for it, with what the vendor's error body
 * says. Any body will do: a proxy in between knows nothing of the vendor's.
 */
final class ErrorReader implements ErrorDecoder {
  private final Time time;

  ErrorReader(Time time) {
    this.time = time;
  }

  @Override
  public Exception decode(String methodKey, Response response) {
    int status = response.status();
    Problem problem = problem(response);
    return switch (status) {
      case 401 -> new AuthenticationException(problem);
      case 403 -> new PermissionException(problem);
      case 429 -> new RateLimitedException(problem);
      default ->
        status >= 500
            ? new ServerException(problem)
            : status >= 400 ? new InvalidRequestException(problem) : new ProtocolException(problem);
    };
  }

  private Problem problem(Response response) {
    JsonNode body = body(response);
    String message = text(body, "message");
    return new Problem(
        Answers.answer(response) + explanation(response, message),
        response.status(),
        message,
        text(body, "request_id"),
        text(body, "trace_id"),
        retryAfter(response),
        retryable(response.status()));
  }

  private static String explanation(Response response, @Nullable String message) {
    if (message != null) {
      return ": " + message.replaceFirst("[.\\s]+$", "");
    }
    return response.status() < 400
        ? ", a redirect, which is not followed: it may lead elsewhere"
        : "";
  }

  /** 500 and 503 by the vendor's word; 502 and 504 come from what stands before it (our choice). */
  private static boolean retryable(int status) {
    return switch (status) {
      case 429, 500, 502, 503, 504 -> true;
      default -> false;
    };
  }

  private @Nullable Duration retryAfter(Response response) {
    return Answers.header(response, "retry-after")
        .flatMap(value -> RetryAfter.parse(value, time.now()))
        .orElse(null);
  }

  private static @Nullable JsonNode body(Response response) {
    try {
      return AnswerReader.JSON.readTree(Answers.bytes(response));
    } catch (IOException notJson) {
      return null;
    }
  }

  private static @Nullable String text(@Nullable JsonNode body, String field) {
    JsonNode value = body == null ? null : body.get(field);
    return value == null || !value.isTextual() || value.asText().isBlank()
        ? null
        : Quoted.plain(value.asText());
  }
}
