package io.github.segments4j;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Collects a body up to a bound. The JDK's request timeout ends when the headers arrive. The collector is the body that
 * {@code send} returns at that moment, so that {@link HttpTransport} can wait for the bytes with a timeout of its own.
 */
final class BodyCollector implements HttpResponse.BodySubscriber<BodyCollector> {
    /** The most that is allocated before the first byte arrives, whatever length the server announces. */
    private static final int LARGEST_FIRST_SIZE = 1024 * 1024;

    private static final int UNKNOWN_SIZE = 16 * 1024;

    private final int limit;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private byte[] bytes;
    private int size;

    BodyCollector(HttpResponse.ResponseInfo head, int limit) {
        String announced = head.headers().firstValue("Content-Length").orElse("");
        int size = announced.matches("\\d{1,9}") ? Integer.parseInt(announced) : UNKNOWN_SIZE;
        this.limit = limit;
        bytes = new byte[Math.min(size, LARGEST_FIRST_SIZE)];
    }

    /** The body exceeds the bound. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Returns the complete body. Closes the connection if it does not arrive in time. */
    byte[] await(Duration atMost) throws IOException, InterruptedException, TimeoutException {
        try {
            return body.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure
                    ? failure
                    : new IOException("the body cannot be read", e.getCause());
        } finally {
            body.cancel(true); // No effect on a complete body.
        }
    }

    @Override
    public CompletionStage<BodyCollector> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription connection) {
        var unused = body.whenComplete((complete, failure) -> {
            if (failure != null) {
                connection.cancel();
            }
        });
        connection.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        for (ByteBuffer part : parts) {
            int count = part.remaining();
            if (count > limit - size) {
                body.completeExceptionally(new TooLongException());
                return;
            }
            if (count > bytes.length - size) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(2L * bytes.length, (long) size + count)));
            }
            part.get(bytes, size, count);
            size += count;
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        body.complete(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
    }
}
