package io.github.segments4j;

import static java.net.http.HttpRequest.BodyPublishers.ofByteArray;

import feign.Request;
import feign.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests with an {@code HttpClient}. One deadline covers everything from the host's name to the last byte of the
 * body, redirects are not followed, the body is bounded, and an interrupt cancels the request.
 */
final class HttpTransport implements Exchange, AutoCloseable {
    private final HttpClient http;
    private final Runnable closeConnections;
    private final Duration timeout;
    private final int bodyLimit;
    private final Map<String, String> headers;
    private volatile boolean closed;
    private volatile boolean hasAnswered;

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
        Duration left = Collections.min(List.of(timeout, deadline.leftFor(name)));
        HttpRequest sent = httpRequest(request, left);
        Duration toConnect = Collections.min(List.of(left, http.connectTimeout().orElse(left)));
        ConnectionFailure failure = new ConnectionFailure(name, sent.uri(), hasAnswered, toConnect, left);
        // The deadline of the page is on a clock that tests hold; the network is on the system's.
        long end = System.nanoTime() + left.toNanos();
        try {
            HttpResponse<BodyCollector> response = http.send(sent, head -> new BodyCollector(head, bodyLimit));
            hasAnswered = true;
            byte[] body = response.body().await(Duration.ofNanos(end - System.nanoTime()));
            return Response.builder()
                    .request(request)
                    .status(response.statusCode())
                    .headers(new HashMap<>(response.headers().map()))
                    .body(new DeadlineStream(new ByteArrayInputStream(body), deadline), body.length)
                    .build();
        } catch (InterruptedException e) {
            throw AttemptFailure.interrupted(name, e);
        } catch (BodyCollector.TooLongException e) {
            throw new AttemptFailure(Problem.of(
                    Problem.Kind.PROTOCOL, name + " failed: its body is longer than " + bodyLimit + " bytes"));
        } catch (IOException | TimeoutException | RuntimeException e) {
            checkOpen(); // Closing may be what broke the connection.
            throw failure.of(e); // The JDK throws RuntimeExceptions for some malformed headers.
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
}
