package io.github.segments4j;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Sends through another client, as an instrumentation does, and records that it did. */
final class RecordingHttpClient extends HttpClient {
    private final HttpClient next;
    private final String name;
    private final List<String> sent;

    RecordingHttpClient(HttpClient next, String name, List<String> sent) {
        this.next = next;
        this.name = name;
        this.sent = sent;
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        sent.add(name);
        return next.send(request, handler);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        return next.sendAsync(request, handler);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request,
            HttpResponse.BodyHandler<T> handler,
            HttpResponse.PushPromiseHandler<T> pushPromiseHandler) {
        return next.sendAsync(request, handler, pushPromiseHandler);
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return next.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return next.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return next.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return next.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return next.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return next.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return next.authenticator();
    }

    @Override
    public Version version() {
        return next.version();
    }

    @Override
    public Optional<Executor> executor() {
        return next.executor();
    }
}
