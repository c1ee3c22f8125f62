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
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 client over blocking sockets. Each request runs on a thread of a pool, while the caller waits for a future:
 * a timeout or an interrupt ends the wait at once, even if the thread is still busy with the resolution of a name.
 * Redirects are not followed, and challenges of a server are not answered. TLS is set up when the first https request
 * needs it. Safe for use by many threads.
 */
public final class Http1Client extends HttpClient {
    private final @Nullable ProxySelector proxies;
    private final @Nullable String proxyAuthorization;
    private final Connector connector;
    private final Set<Call<?>> calls = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), Http1Client::thread);
    private final IdleConnections idle = new IdleConnections(threads);
    private volatile boolean isClosed;

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
        Call<T> call = start(request, handler);
        CompletableFuture<HttpResponse<T>> response = call.response();
        try {
            return request.timeout().isPresent()
                    ? response.get(request.timeout().get().toNanos(), TimeUnit.NANOSECONDS)
                    : response.get();
        } catch (TimeoutException e) {
            throw call.timedOut();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } finally {
            response.cancel(false); // No effect on a complete response.
        }
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        Call<T> call = start(request, handler);
        CompletableFuture<HttpResponse<T>> response = new CompletableFuture<>();
        // Not on the thread of the call: what depends on the response may wait for its body, which that thread
        // delivers.
        var unused = call.response()
                .whenCompleteAsync(
                        (complete, failure) -> {
                            if (failure == null) {
                                response.complete(complete);
                            } else {
                                response.completeExceptionally(failure);
                            }
                        },
                        threads);
        CompletableFuture<Void> timer = new CompletableFuture<>();
        request.timeout().ifPresent(timeout -> {
            var unusedTimer = timer.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
                    .exceptionally(passed -> {
                        response.completeExceptionally(call.timedOut());
                        return null;
                    });
        });
        var unusedEnd = response.whenComplete((complete, failure) -> {
            timer.complete(null);
            if (failure != null) {
                call.response().completeExceptionally(failure);
            }
        });
        return response;
    }

    private <T> Call<T> start(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        Call<T> call = new Call<>(request, handler, this);
        calls.add(call);
        try {
            threads.execute(() -> {
                try {
                    call.run();
                } finally {
                    calls.remove(call);
                }
            });
        } catch (Throwable e) {
            calls.remove(call);
            throw e;
        }
        if (isClosed) {
            call.abort();
        }
        return call;
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
        isClosed = true;
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
        try {
            return Connector.defaultTls();
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
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
        return Optional.empty(); // Its threads are its own.
    }
}
