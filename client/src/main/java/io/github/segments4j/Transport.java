package io.github.segments4j;

import static java.net.http.HttpRequest.BodyPublishers.ofByteArray;

import feign.*;
import java.io.*;
import java.net.*;
import java.net.http.*;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange over the JDK's own client: one deadline for headers and body together, no redirect
 * followed (a bearer token goes where it was meant to go), gzip, a bound on the body, and an interrupt
 * that cancels.
 */
record Transport(HttpClient http, Duration timeout, int bodyLimit) implements Client {
    private static final String USER_AGENT = "segments4j/"
            + Objects.requireNonNullElse(Transport.class.getPackage().getImplementationVersion(), "unknown");

    @Override
    public Response execute(Request request, Request.Options options) throws IOException {
        Duration left = Collections.min(List.of(timeout, ((Deadline) options).left()));
        if (left.toNanos() <= 0) {
            throw new ConnectionException(
                    Problem.of(Quoted.request(request) + " was not sent: the deadline has passed"), null);
        }
        CompletableFuture<HttpResponse<byte[]>> exchange = http.sendAsync(httpRequest(request), answer -> bounded());
        try {
            HttpResponse<byte[]> answer = exchange.get(left.toNanos(), TimeUnit.NANOSECONDS);
            return Response.builder()
                    .request(request)
                    .status(answer.statusCode())
                    .headers(new HashMap<>(answer.headers().map()))
                    .body(answer.body())
                    .build();
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw failed(request, "no complete answer within " + left.toMillis() / 1000.0 + " s", e);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            throw ConnectionException.interrupted(Quoted.request(request), e);
        } catch (ExecutionException e) {
            throw failed(request, e.getCause() == null ? e : e.getCause());
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
        byte[] body = Objects.requireNonNullElse(request.body(), new byte[0]);
        // By any other way than its own, a GET has a Content-Length.
        boolean get = request.httpMethod() == Request.HttpMethod.GET;
        return (get ? http.GET() : http.method(request.httpMethod().name(), ofByteArray(body))).build();
    }

    /** A server may never stop. What is thrown here ends the exchange and closes the connection. */
    private HttpResponse.BodySubscriber<byte[]> bounded() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        return HttpResponse.BodySubscribers.mapping(
                HttpResponse.BodySubscribers.ofByteArrayConsumer(part -> part.ifPresent(bytes -> {
                    if (bytes.length > bodyLimit - body.size()) {
                        throw new TooLong();
                    }
                    body.writeBytes(bytes);
                })),
                done -> body.toByteArray());
    }

    private static final class TooLong extends RuntimeException {}

    private static ConnectionException failed(Request request, String why, @Nullable Throwable cause) {
        return new ConnectionException(Problem.of(Quoted.request(request) + " failed: " + why, 0, true), cause);
    }

    private SegmentsException failed(Request request, Throwable cause) {
        if (cause instanceof TooLong || cause.getCause() instanceof TooLong) {
            return new ProtocolException(
                    Problem.of(Quoted.request(request) + " failed: its body is longer than " + bodyLimit + " bytes"));
        }
        if (!(cause instanceof IOException)
                || cause instanceof java.net.ProtocolException
                || cause.getClass() == IOException.class) {
            // Its message quotes the answer, which may echo a secret, whole or in part.
            return failed(request, "the connection broke, or the answer is not HTTP", null);
        }
        String message = cause instanceof ConnectException ? "no connection" : cause.getMessage();
        String why = Objects.requireNonNullElse(message, cause.getClass().getSimpleName());
        return failed(request, Quoted.plain(why), cause);
    }
}
