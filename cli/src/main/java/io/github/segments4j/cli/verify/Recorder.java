package io.github.segments4j.cli.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's client, with an eye on what goes over it: {@code SegmentsClient} sends its first request through it,
 * and so tells where the API is and with which credentials, and shows an answer that it would not accept.
 */
final class Recorder extends HttpClient {
    /** Far more than any page needs. */
    static final int MOST_BYTES = 64 * 1024 * 1024;

    private final HttpClient http;
    private final AtomicInteger requests = new AtomicInteger();
    private final List<Recording<?>> recordings = new CopyOnWriteArrayList<>();
    private volatile @Nullable HttpRequest lastSent;

    Recorder(HttpClient http) {
        this.http = http;
    }

    /** How many have been sent. */
    int requests() {
        return requests.get();
    }

    /** What came for the last request, if anything has. */
    Optional<Exchange> last() {
        return last(exchange -> exchange.sent().equals(lastSent));
    }

    Optional<Exchange> last(Predicate<Exchange> which) {
        return recordings.stream().map(Recording::exchange).filter(which).reduce((earlier, later) -> later);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        return http.sendAsync(request, recorded(request, handler));
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushes) {
        return http.sendAsync(request, recorded(request, handler), pushes);
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        return http.send(request, recorded(request, handler));
    }

    private <T> BodyHandler<T> recorded(HttpRequest request, BodyHandler<T> handler) {
        requests.incrementAndGet();
        lastSent = request;
        return head -> {
            Recording<T> recording = new Recording<>(request, head, handler.apply(head));
            recordings.add(recording);
            return recording;
        };
    }

    /** Reads along. */
    private static final class Recording<T> implements BodySubscriber<T> {
        private final HttpRequest request;
        private final HttpResponse.ResponseInfo head;
        private final BodySubscriber<T> reader;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private volatile Exchange.End end = Exchange.End.OPEN;

        Recording(HttpRequest request, HttpResponse.ResponseInfo head, BodySubscriber<T> reader) {
            this.request = request;
            this.head = head;
            this.reader = reader;
        }

        Exchange exchange() {
            return new Exchange(request, head.statusCode(), head.headers(), body.toByteArray(), end);
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            reader.onSubscribe(subscription);
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            for (ByteBuffer part : parts) {
                if (part.remaining() > MOST_BYTES - body.size()) {
                    end = Exchange.End.TOO_LONG;
                    throw new IllegalStateException("The body is too long");
                }
                byte[] bytes = new byte[part.remaining()];
                part.duplicate().get(bytes);
                body.writeBytes(bytes);
            }
            reader.onNext(parts);
        }

        @Override
        public void onError(Throwable failure) {
            if (end == Exchange.End.OPEN) {
                end = Exchange.End.CUT;
            }
            reader.onError(failure);
        }

        @Override
        public void onComplete() {
            end = Exchange.End.COMPLETE;
            reader.onComplete();
        }

        @Override
        public CompletionStage<T> getBody() {
            return reader.getBody();
        }
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return http.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return http.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return http.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return http.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return http.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return http.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return http.authenticator();
    }

    @Override
    public Version version() {
        return http.version();
    }

    @Override
    public Optional<Executor> executor() {
        return http.executor();
    }
}
