package io.github.segments4j;

import static java.net.http.HttpRequest.BodyPublishers.ofByteArray;

import feign.Request;
import feign.Response;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests with the JDK's HTTP client. One deadline covers headers and body, redirects are not followed, gzip is
 * asked for, the body is bounded, and an interrupt cancels the request.
 *
 * @param headers what each request has besides its own
 */
record HttpTransport(HttpClient http, Duration timeout, int bodyLimit, Map<String, String> headers)
        implements Exchange {

    @Override
    public Response send(Request request, Deadline deadline) {
        String name = Quoted.request(request);
        Duration left = Collections.min(List.of(timeout, deadline.left()));
        if (left.toNanos() <= 0) {
            throw connectionFailure(name + " was not sent: the " + deadline.name() + " has passed", null);
        }
        HttpRequest sent = httpRequest(request, left);
        long end = System.nanoTime() + left.toNanos();
        try {
            HttpResponse<BodyCollector> response = http.send(sent, head -> new BodyCollector(head, bodyLimit));
            byte[] body = response.body().await(Duration.ofNanos(end - System.nanoTime()));
            return Response.builder()
                    .request(request)
                    .status(response.statusCode())
                    .headers(new HashMap<>(response.headers().map()))
                    .body(body)
                    .build();
        } catch (InterruptedException e) {
            throw AttemptFailure.interrupted(name, e);
        } catch (BodyCollector.TooLongException e) {
            throw new AttemptFailure(Problem.of(
                    Problem.Kind.PROTOCOL, name + " failed: its body is longer than " + bodyLimit + " bytes"));
        } catch (HttpConnectTimeoutException e) {
            throw transientFailure(name + " failed: no connection within the HttpClient's connect timeout", e);
        } catch (HttpTimeoutException | TimeoutException e) {
            String seconds = left.toMillis() / 1000.0 + " s";
            throw transientFailure(name + " failed: no complete answer within " + seconds, e);
        } catch (IOException | IllegalArgumentException e) {
            // An IllegalArgumentException comes from a number in the response that is none.
            throw failure(name, e.getCause() == null ? e : e.getCause());
        }
    }

    private HttpRequest httpRequest(Request request, Duration left) {
        HttpRequest.Builder http =
                HttpRequest.newBuilder(URI.create(request.url())).timeout(left);
        headers.forEach(http::header);
        request.headers().forEach((name, values) -> {
            // The JDK's client writes this one itself, and lets nobody else do so.
            if (!name.equalsIgnoreCase("Content-Length")) {
                values.forEach(value -> http.header(name, value));
            }
        });
        // Only by GET() does a GET go out without a Content-Length.
        if (request.httpMethod() == Request.HttpMethod.GET) {
            return http.GET().build();
        }
        byte[] body = Objects.requireNonNullElse(request.body(), new byte[0]);
        return http.method(request.httpMethod().name(), ofByteArray(body)).build();
    }

    private static AttemptFailure failure(String name, Throwable cause) {
        if (cause instanceof ConnectException) {
            return transientFailure(name + " failed: no connection", cause);
        }
        if (mayQuoteTheResponse(cause)) {
            return transientFailure(name + " failed: the connection broke, or the answer is not HTTP", null);
        }
        String message =
                Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
        return transientFailure(name + " failed: " + Quoted.plain(message), cause);
    }

    /** The JDK quotes what it can't parse, and a server may echo a secret there. */
    private static boolean mayQuoteTheResponse(Throwable cause) {
        return !(cause instanceof IOException)
                || cause instanceof ProtocolException
                || cause.getClass() == IOException.class;
    }

    private static AttemptFailure transientFailure(String what, @Nullable Throwable cause) {
        return new AttemptFailure(Problem.of(Problem.Kind.CONNECTION, what).asTransient(), cause);
    }

    private static AttemptFailure connectionFailure(String what, @Nullable Throwable cause) {
        return new AttemptFailure(Problem.of(Problem.Kind.CONNECTION, what), cause);
    }
}
