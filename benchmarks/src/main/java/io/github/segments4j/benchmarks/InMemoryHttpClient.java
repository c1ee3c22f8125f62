package io.github.segments4j.benchmarks;

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/** Answers every request at once with the same page: what is left is what a client costs by itself. */
final class InMemoryHttpClient extends HttpClient {
    private static final Flow.Subscription NOTHING_TO_ASK_FOR = new Flow.Subscription() {
        @Override
        public void request(long parts) {}

        @Override
        public void cancel() {}
    };

    private final HttpResponse<byte[]> page;

    InMemoryHttpClient(HttpResponse<byte[]> page) {
        this.page = page;
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        HttpResponse.BodySubscriber<T> body = handler.apply(new Head());
        body.onSubscribe(NOTHING_TO_ASK_FOR);
        body.onNext(List.of(ByteBuffer.wrap(page.body()).asReadOnlyBuffer()));
        body.onComplete();
        return new Answer<>(request, body.getBody().toCompletableFuture().join());
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        return CompletableFuture.completedFuture(send(request, handler));
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, HttpResponse.BodyHandler<T> handler, HttpResponse.PushPromiseHandler<T> pushed) {
        return sendAsync(request, handler);
    }

    private final class Head implements HttpResponse.ResponseInfo {
        @Override
        public int statusCode() {
            return page.statusCode();
        }

        @Override
        public HttpHeaders headers() {
            return page.headers();
        }

        @Override
        public Version version() {
            return Version.HTTP_1_1;
        }
    }

    private final class Answer<T> implements HttpResponse<T> {
        private final HttpRequest request;
        private final T body;

        Answer(HttpRequest request, T body) {
            this.request = request;
            this.body = body;
        }

        @Override
        public int statusCode() {
            return page.statusCode();
        }

        @Override
        public HttpRequest request() {
            return request;
        }

        @Override
        public Optional<HttpResponse<T>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public HttpHeaders headers() {
            return page.headers();
        }

        @Override
        public T body() {
            return body;
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public URI uri() {
            return request.uri();
        }

        @Override
        public Version version() {
            return Version.HTTP_1_1;
        }
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return Optional.empty();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return Optional.empty();
    }

    @Override
    public Redirect followRedirects() {
        return Redirect.NEVER;
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return Optional.empty();
    }

    @Override
    public SSLContext sslContext() {
        throw new UnsupportedOperationException("Nothing is encrypted in memory");
    }

    @Override
    public SSLParameters sslParameters() {
        throw new UnsupportedOperationException("Nothing is encrypted in memory");
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return Optional.empty();
    }

    @Override
    public Version version() {
        return Version.HTTP_1_1;
    }

    @Override
    public Optional<Executor> executor() {
        return Optional.empty();
    }
}
