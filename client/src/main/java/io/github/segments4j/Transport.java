package io.github.segments4j;

import static java.net.http.HttpRequest.BodyPublishers.ofByteArray;

import com.fasterxml.jackson.databind.util.ByteBufferBackedInputStream;
import feign.*;
import java.io.*;
import java.net.*;
import java.net.http.*;
import java.nio.*;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;

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
        HttpRequest sent = httpRequest(request, left);
        long end = System.nanoTime() + left.toNanos();
        try {
            HttpResponse<Body> answer = http.send(sent, head -> new Body());
            return Response.builder()
                    .request(request)
                    .status(answer.statusCode())
                    .headers(new HashMap<>(answer.headers().map()))
                    .body(answer.body().within(end - System.nanoTime()), null)
                    .build();
        } catch (InterruptedException e) {
            throw ConnectionException.interrupted(Quoted.request(request), e);
        } catch (IOException | IllegalArgumentException | ExecutionException | TimeoutException e) {
            // An IllegalArgumentException, where a number in the answer is none.
            throw failed(request, left, e.getCause() == null ? e : e.getCause());
        }
    }

    private static HttpRequest httpRequest(Request request, Duration left) {
        HttpRequest.Builder http = HttpRequest.newBuilder(URI.create(request.url()))
                .timeout(left)
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

    /**
     * Gathers a body, which a server may never end, within a bound. Whoever sent the request has it as soon as the
     * headers are there, where the JDK's own deadline ends, and waits for the rest: no timer's thread has to.
     */
    private final class Body implements HttpResponse.BodySubscriber<Body> {
        private final List<InputStream> parts = new ArrayList<>();
        private final CompletableFuture<InputStream> whole = new CompletableFuture<>();
        private long room = bodyLimit;

        InputStream within(long nanos) throws InterruptedException, ExecutionException, TimeoutException {
            try {
                return whole.get(nanos, TimeUnit.NANOSECONDS);
            } finally {
                whole.cancel(true); // which does nothing to one that is there
            }
        }

        @Override
        public CompletionStage<Body> getBody() {
            return CompletableFuture.completedFuture(this);
        }

        @Override
        public void onSubscribe(Flow.Subscription connection) {
            whole.exceptionally(tooLongOrGivenUp -> {
                connection.cancel();
                return null;
            });
            connection.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> part) {
            for (ByteBuffer bytes : part) {
                room -= bytes.remaining();
                parts.add(new ByteBufferBackedInputStream(bytes));
            }
            if (room < 0) {
                whole.completeExceptionally(new BufferOverflowException());
            }
        }

        @Override
        public void onError(Throwable failure) {
            whole.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            whole.complete(new SequenceInputStream(Collections.enumeration(parts)));
        }
    }

    private SegmentsException failed(Request request, Duration left, Throwable cause) {
        String failed = Quoted.request(request) + " failed: ";
        if (cause instanceof BufferOverflowException) {
            return new ProtocolException(Problem.of(failed + "its body is longer than " + bodyLimit + " bytes"));
        }
        boolean late = cause instanceof TimeoutException || cause instanceof HttpTimeoutException;
        // Its message quotes the answer, which may echo a secret, whole or in part.
        boolean quotes = !(cause instanceof IOException || late)
                || cause instanceof java.net.ProtocolException
                || cause.getClass() == IOException.class;
        String message = cause instanceof ConnectException ? "no connection" : cause.getMessage();
        String other = Quoted.plain(
                Objects.requireNonNullElse(message, cause.getClass().getSimpleName()));
        String broken = quotes ? "the connection broke, or the answer is not HTTP" : other;
        String why = late ? "no complete answer within " + left.toMillis() / 1000.0 + " s" : broken;
        return new ConnectionException(Problem.of(failed + why, 0, true), quotes ? null : cause);
    }
}
