package io.github.segments4j.http;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response. It runs on a thread of its own, which blocks. Whoever waits for the response waits for a
 * future: if that fails, for example because it was cancelled, the socket is closed, and with it ends what the thread waits
 * for.
 */
final class Call<T> implements Runnable, Flow.Subscription {
    private static final int LARGEST_PART = 16 * 1024;

    private final HttpRequest request;
    private final HttpResponse.BodyHandler<T> handler;
    private final Http1Client client;
    private final CompletableFuture<HttpResponse<T>> response = new CompletableFuture<>();
    private volatile boolean isConnected;

    // Guarded by this.
    private boolean isCancelled;
    private @Nullable Socket socket;
    private long demand;

    Call(HttpRequest request, HttpResponse.BodyHandler<T> handler, Http1Client client) {
        this.request = request;
        this.handler = handler;
        this.client = client;
        var unused = response.whenComplete((complete, failure) -> {
            if (failure != null) {
                cancel();
            }
        });
    }

    /** Returns the response to come. If it fails, for example because somebody cancels it, the call ends. */
    CompletableFuture<HttpResponse<T>> response() {
        return response;
    }

    HttpTimeoutException timedOut() {
        return isConnected
                ? new HttpTimeoutException("no response in time")
                : new HttpConnectTimeoutException("no connection in time");
    }

    @Override
    public void run() {
        try {
            exchange();
        } catch (Throwable failure) { // An Error too: whoever waits for the response would wait for ever.
            response.completeExceptionally(failure);
            cancel();
        }
    }

    private void exchange() throws IOException, InterruptedException {
        Route route = Route.to(request.uri(), client.proxySelector());
        byte[] message = new RequestMessage(request, route, client.proxyAuthorization()).toBytes();
        Answer answer = answer(route, message);
        ResponseHead head = answer.head;
        if (head.status() == 407 && route.sendsWholeAddress()) {
            throw new ProxyException(route, 407);
        }
        ResponseBody body = ResponseBody.of(request.method(), head, answer.connection.in);
        HttpResponse.BodySubscriber<T> subscriber = handler.apply(new Info(head.status(), head.headers()));
        subscriber.getBody().whenComplete((value, failure) -> {
            if (failure == null) {
                response.complete(new Response<>(request, head.status(), head.headers(), value));
            } else {
                response.completeExceptionally(failure);
            }
        });
        try {
            subscriber.onSubscribe(this);
            deliver(body, subscriber);
            release(answer, body);
            subscriber.onComplete();
        } catch (Throwable failure) {
            subscriber.onError(failure);
            throw failure;
        }
    }

    private record Answer(Connection connection, ResponseHead head) {}

    /**
     * Sends the request and reads the head of the response. The server may have closed a connection that was idle: a GET
     * that got no byte of a response is then sent once more.
     */
    private Answer answer(Route route, byte[] message) throws IOException {
        boolean isSafe = request.method().equals("GET");
        Optional<Connection> idle = isSafe ? client.idle().take(route) : Optional.empty();
        if (idle.isPresent()) {
            Connection used = idle.get();
            hold(used.socket());
            try {
                return answer(used, message);
            } catch (IOException e) {
                used.close();
                if (!used.in.isUntouched()) {
                    throw e;
                }
            }
        }
        return answer(client.connector().open(route, this::hold), message);
    }

    private Answer answer(Connection connection, byte[] message) throws IOException {
        isConnected = true;
        try {
            connection.send(message);
        } catch (IOException e) {
            // A server may say why before it hangs up, and before it has read the request.
            return new Answer(connection, headOr(e, connection));
        }
        return new Answer(connection, ResponseHead.read(connection.in));
    }

    private static ResponseHead headOr(IOException ofSending, Connection connection) throws IOException {
        try {
            return ResponseHead.read(connection.in);
        } catch (SSLException alert) {
            throw alert;
        } catch (IOException nothing) {
            throw ofSending;
        }
    }

    private void deliver(ResponseBody body, HttpResponse.BodySubscriber<T> subscriber)
            throws IOException, InterruptedException {
        while (true) {
            byte[] part = new byte[(int) Math.max(1, Math.min(body.expected(), LARGEST_PART))];
            int count = body.read(part);
            if (count < 0) {
                return;
            }
            awaitDemand();
            subscriber.onNext(List.of(ByteBuffer.wrap(part, 0, count)));
        }
    }

    /** Keeps the connection for the next request, if the server does not say otherwise. */
    private void release(Answer answer, ResponseBody body) {
        Connection connection = answer.connection;
        boolean isReusable =
                answer.head.keepsConnection() && body.keepsConnection() && !connection.in.isBuffered() && letGo();
        if (isReusable) {
            client.idle().put(connection);
        } else {
            connection.close();
        }
    }

    /** From now on this call does not close its socket; returns whether it has not done so already. */
    private synchronized boolean letGo() {
        socket = null;
        return !isCancelled;
    }

    private synchronized void hold(Socket opening) throws IOException {
        if (isCancelled) {
            opening.close();
            throw new IOException("the request was cancelled");
        }
        socket = opening;
    }

    private synchronized void awaitDemand() throws IOException, InterruptedException {
        while (demand == 0 && !isCancelled) {
            wait();
        }
        if (isCancelled) {
            throw new IOException("the request was cancelled");
        }
        demand--;
    }

    @Override
    public synchronized void request(long parts) {
        demand = demand + parts < 0 ? Long.MAX_VALUE : demand + parts;
        notifyAll();
    }

    @Override
    public void cancel() {
        Socket open;
        synchronized (this) {
            isCancelled = true;
            open = socket;
            notifyAll();
        }
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // There is nothing left that could be done about it.
            }
        }
    }

    /** Ends the call, whatever it waits for. */
    void abort() {
        response.completeExceptionally(new IOException("the HTTP client was closed"));
        cancel();
    }

    private record Info(int statusCode, HttpHeaders headers) implements HttpResponse.ResponseInfo {
        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }

    private record Response<T>(HttpRequest request, int statusCode, HttpHeaders headers, T body)
            implements HttpResponse<T> {
        @Override
        public URI uri() {
            return request.uri();
        }

        @Override
        public Optional<HttpResponse<T>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }

        /** Without headers and body, which may hold secrets. */
        @Override
        public String toString() {
            return "(" + request.method() + " " + uri() + ") " + statusCode;
        }
    }
}
