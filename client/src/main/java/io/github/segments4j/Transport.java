package io.github.segments4j;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP exchange over the JDK's own client: one deadline for headers and body together, no redirect
 * followed (a bearer token goes where it was meant to go), gzip, a bound on the body, and an interrupt
 * that cancels.
 */
final class Transport implements Client {
  private static final Logger LOG = LoggerFactory.getLogger(Transport.class);

  /** Far more than any page needs, far less than a heap; our choice. */
  private static final int MOST_BYTES = 64 * 1024 * 1024;

  private static final String USER_AGENT = "segments4j/" + version();

  private final HttpClient http = HttpClient.newBuilder()
      .followRedirects(HttpClient.Redirect.NEVER)
      .version(HttpClient.Version.HTTP_1_1)
      .build();

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> exchange =
        http.sendAsync(httpRequest(request), ignored -> new BoundedBody(MOST_BYTES));
    try {
      HttpResponse<byte[]> answer =
          exchange.get(options.readTimeoutMillis(), TimeUnit.MILLISECONDS);
      LOG.debug("{} was answered {}", Answers.request(request), answer.statusCode());
      return response(request, answer);
    } catch (TimeoutException e) {
      exchange.cancel(true);
      throw failed(request, "no complete answer within " + seconds(options), e, true);
    } catch (InterruptedException e) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      throw failed(request, "its thread was interrupted", e, false);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof BoundedBody.TooLong) {
        throw new ProtocolException(
            Problem.of(Answers.request(request) + " failed: " + cause.getMessage()));
      }
      throw failed(request, reason(cause), cause, true);
    }
  }

  private static HttpRequest httpRequest(Request request) {
    HttpRequest.Builder http = HttpRequest.newBuilder(URI.create(request.url()))
        .header("Accept-Encoding", "gzip")
        .header("User-Agent", USER_AGENT);
    request.headers().forEach((name, values) -> {
      // The JDK's client writes this one itself, and allows nobody else to.
      if (!name.equalsIgnoreCase("Content-Length")) {
        values.forEach(value -> http.header(name, value));
      }
    });
    return request.body() == null
        ? http.GET().build()
        : http.POST(HttpRequest.BodyPublishers.ofByteArray(request.body())).build();
  }

  private static Response response(Request request, HttpResponse<byte[]> answer)
      throws IOException {
    Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(answer.headers().map());
    return Response.builder()
        .request(request)
        .status(answer.statusCode())
        .headers(headers)
        .body(plain(request, answer))
        .build();
  }

  private static byte[] plain(Request request, HttpResponse<byte[]> answer) {
    String encoding = answer.headers().firstValue("content-encoding").orElse("identity");
    if (!encoding.equalsIgnoreCase("gzip")) {
      return answer.body();
    }
    try (GZIPInputStream body = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      byte[] plain = body.readNBytes(MOST_BYTES + 1);
      if (plain.length > MOST_BYTES) {
        throw new ProtocolException(Problem.of(Answers.request(request) + " failed: "
            + new BoundedBody.TooLong(MOST_BYTES).getMessage()));
      }
      return plain;
    } catch (IOException e) {
      throw failed(request, "its gzip body is cut short or broken", e, true);
    }
  }

  private static String version() {
    String version = Transport.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  private static ConnectionException failed(
      Request request, String why, Throwable cause, boolean retryable) {
    Problem problem = Problem.of(Answers.request(request) + " failed: " + why);
    return new ConnectionException(retryable ? problem.worthRetrying() : problem, cause);
  }

  private static String reason(Throwable cause) {
    if (cause instanceof ConnectException) {
      return "no connection";
    }
    return cause.getMessage() == null
        ? cause.getClass().getSimpleName()
        : Quoted.plain(cause.getMessage());
  }

  private static String seconds(Request.Options options) {
    return Duration.ofMillis(options.readTimeoutMillis()).toMillis() / 1000.0 + " s";
  }
}
