package io.github.segments4j;

import static java.net.http.HttpRequest.BodyPublishers.ofByteArray;

import feign.Request;
import feign.Response;
import java.io.IOException;
import java.net.ConnectException;
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
 * Sends requests with the JDK's HTTP client. One deadline covers headers and body, redirects are not followed, the body is
 * bounded, and an interrupt cancels the request.
 */
final class HttpTransport implements Exchange, AutoCloseable {
    private final HttpClient http;
    private final Runnable closeConnections;
    private final Duration timeout;
    private final int bodyLimit;
    private final Map<String, String> headers;
    private volatile boolean closed;

    /**
     * Sends through an HTTP client.
     *
     * @param closeConnections what to do when this is closed
     * @param headers what every request has besides its own
     */
    HttpTransport(
            HttpClient http, Runnable closeConnections, Duration timeout, int bodyLimit, Map<String, String> headers) {
        this.http = http;
        this.closeConnections = closeConnections;
        this.timeout = timeout;
        this.bodyLimit = bodyLimit;
        this.headers = headers;
    }

    @Override
    public Response send(Request request, Deadline deadline) {
        checkOpen();
        String name = Quoted.request(request);
        deadline.check(name);
        Duration left = Collections.min(List.of(timeout, deadline.left()));
        HttpRequest sent = httpRequest(request, left);
        // The JDK's own timeout, which ends with the headers, runs on the system's clock; so does the body's.
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
            Duration allowed =
                    Collections.min(List.of(left, http.connectTimeout().orElse(left)));
            throw transientFailure(name + " failed: no connection within " + seconds(allowed), e);
        } catch (HttpTimeoutException | TimeoutException e) {
            throw transientFailure(name + " failed: no complete answer within " + seconds(left), e);
        } catch (IOException | IllegalArgumentException e) {
            checkOpen(); // Closing may be what broke the connection.
            // The JDK throws an IllegalArgumentException for a malformed number in a response header. What send()
            // throws wraps the original exception.
            throw classified(name, e.getCause() == null ? e : e.getCause());
        }
    }

    /**
     * Checks that the client is open.
     *
     * @throws IllegalStateException if it is closed
     */
    void checkOpen() {
        if (closed) {
            throw new IllegalStateException("This client is closed");
        }
    }

    @Override
    public void close() {
        closed = true;
        closeConnections.run();
    }

    private HttpRequest httpRequest(Request request, Duration left) {
        HttpRequest.Builder http =
                HttpRequest.newBuilder(URI.create(request.url())).timeout(left);
        headers.forEach(http::header);
        request.headers().forEach((name, values) -> {
            // The JDK sets Content-Length itself, and rejects it here.
            if (!name.equalsIgnoreCase("Content-Length")) {
                values.forEach(value -> http.header(name, value));
            }
        });
        // method("GET", …) would send a Content-Length.
        if (request.httpMethod() == Request.HttpMethod.GET) {
            return http.GET().build();
        }
        byte[] body = Objects.requireNonNullElse(request.body(), new byte[0]);
        return http.method(request.httpMethod().name(), ofByteArray(body)).build();
    }

    private static AttemptFailure classified(String name, Throwable cause) {
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

    /** The JDK quotes what it cannot parse, and a server may have echoed a secret there. */
    private static boolean mayQuoteTheResponse(Throwable cause) {
        return !(cause instanceof IOException)
                || cause instanceof java.net.ProtocolException
                || cause.getClass() == IOException.class;
    }

    private static AttemptFailure transientFailure(String what, @Nullable Throwable cause) {
        return new AttemptFailure(Problem.of(Problem.Kind.CONNECTION, what).asTransient(), cause);
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }
}
