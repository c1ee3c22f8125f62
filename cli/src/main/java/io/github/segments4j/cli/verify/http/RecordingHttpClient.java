package io.github.segments4j.cli.verify.http;

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
import java.util.Objects;
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
 * Records what another HTTP client sends and receives. {@code SegmentsClient} sends its first request through it, which
 * reveals the address and the credentials, and the answer even if {@code SegmentsClient} does not accept it.
 */
public final class RecordingHttpClient extends HttpClient {
    private @Nullable HttpClient http;
    private final AtomicInteger requests = new AtomicInteger();
    /** The last exchange of each kind. */
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();

    private volatile @Nullable HttpRequest lastRequest;

    /** Sends requests through another client from now on. */
    public HttpClient through(HttpClient other) {
        http = other;
        return this;
    }

    private HttpClient http() {
        return Objects.requireNonNull(http);
    }

    /** How many requests have been sent. */
    public int requests() {
        return requests.get();
    }

    /** The last request, whether it was answered or not. */
    public Optional<HttpRequest> lastRequest() {
        return Optional.ofNullable(lastRequest);
    }

    /** The exchange of the last request, if an answer has begun to arrive. */
    public Optional<Exchange> last() {
        return last(exchange -> exchange.request().equals(lastRequest));
    }

    /** The last of the recorded exchanges that meet a condition. */
    public Optional<Exchange> last(Predicate<Exchange> condition) {
        return exchanges.stream().filter(condition).reduce((earlier, later) -> later);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        return http().sendAsync(request, record(request, handler));
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushes) {
        return http().sendAsync(request, record(request, handler), pushes);
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        return http().send(request, record(request, handler));
    }

    private <T> BodyHandler<T> record(HttpRequest request, BodyHandler<T> handler) {
        requests.incrementAndGet();
        lastRequest = request;
        return head -> {
            Exchange exchange = new Exchange(request, head);
            // Bodies may be large.
            exchanges.removeIf(exchange::isLike);
            exchanges.add(exchange);
            return new RecordingSubscriber<>(exchange, handler.apply(head));
        };
    }

    /** Copies a body to its exchange, and passes it on. */
    private record RecordingSubscriber<T>(Exchange exchange, BodySubscriber<T> subscriber)
            implements BodySubscriber<T> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscriber.onSubscribe(subscription);
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            parts.forEach(exchange::receive);
            subscriber.onNext(parts);
        }

        @Override
        public void onError(Throwable failure) {
            exchange.end(Exchange.End.CUT);
            subscriber.onError(failure);
        }

        @Override
        public void onComplete() {
            exchange.end(Exchange.End.COMPLETE);
            subscriber.onComplete();
        }

        @Override
        public CompletionStage<T> getBody() {
            return subscriber.getBody();
        }
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return http().cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return http().connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return http().followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return http().proxy();
    }

    @Override
    public SSLContext sslContext() {
        return http().sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return http().sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return http().authenticator();
    }

    @Override
    public Version version() {
        return http().version();
    }

    @Override
    public Optional<Executor> executor() {
        return http().executor();
    }
}
