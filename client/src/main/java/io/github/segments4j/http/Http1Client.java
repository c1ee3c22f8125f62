package io.github.segments4j.http;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 client over blocking sockets. Each request runs on a thread of a pool, while the caller waits for a future,
 * so that a timeout or an interrupt ends the wait whatever the request is at. Redirects are not followed, and challenges
 * of a server are not answered. TLS is set up when the first https request needs it. Safe for use by many threads.
 */
public final class Http1Client extends HttpClient {
    private final @Nullable ProxySelector proxies;
    private final @Nullable String proxyAuthorization;
    private final Connector connector;
    private final IdleConnections idle = new IdleConnections();
    private final Set<Call<?>> calls = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), Http1Client::thread);

    /**
     * Makes a client.
     *
     * @param proxies which proxy to use for an address; null for none
     * @param proxyAuthorization the value of the {@code Proxy-Authorization} header for HTTP proxies; null for none
     */
    public Http1Client(@Nullable ProxySelector proxies, @Nullable String proxyAuthorization) {
        this.proxies = proxies;
        this.proxyAuthorization = proxyAuthorization;
        this.connector = new Connector(proxyAuthorization);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "segments-http");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<T>> response = sendAsync(request, handler);
        try {
            return response.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } finally {
            response.cancel(false); // No effect on a complete response.
        }
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        Call<T> call = new Call<>(request, handler, this);
        CompletableFuture<HttpResponse<T>> response = call.response();
        calls.add(call);
        threads.execute(() -> {
            try {
                call.run();
            } finally {
                calls.remove(call);
            }
        });
        return response;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request,
            HttpResponse.BodyHandler<T> handler,
            HttpResponse.@Nullable PushPromiseHandler<T> pushPromiseHandler) {
        return sendAsync(request, handler); // HTTP/1.1 has no push promises.
    }

    /** Ends all requests and closes all connections. Overrides the method that {@code HttpClient} has since Java 21. */
    @SuppressWarnings("MissingOverride")
    public void shutdownNow() {
        idle.close();
        calls.forEach(Call::abort);
    }

    Connector connector() {
        return connector;
    }

    IdleConnections idle() {
        return idle;
    }

    @Nullable
    ProxySelector proxySelector() {
        return proxies;
    }

    @Nullable
    String proxyAuthorization() {
        return proxyAuthorization;
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
        return Optional.ofNullable(proxies);
    }

    @Override
    public SSLContext sslContext() {
        return Connector.defaultTls();
    }

    @Override
    public SSLParameters sslParameters() {
        return sslContext().getDefaultSSLParameters();
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
        return Optional.of(threads);
    }
}
