package io.github.segments4j.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Takes requests off the network, on the loopback address only, and hands them to the router. */
final class SandboxServer implements AutoCloseable {
    /**
     * One for each request that waits, be it for a fault or for a client that is slow, so that none of them
     * keeps the others waiting; our choice. As many connections may come at once: with the JDK's 50 the others
     * would be a second late.
     */
    private static final int MOST_THREADS = 1_000;

    /** A form with an API key is far shorter; our choice. */
    private static final int MOST_BODY_BYTES = 64 * 1024;

    /** How long a client may take to send a request, or to take in a piece of an answer; our choice. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A decoded path may hold what ends a line or drives a terminal. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]");

    static {
        // Read once, when the JDK's server loads: without it, JDK 17 holds each answer back for 40 ms.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final Router router;
    private final Admin admin;
    private final HttpServer server;
    private final Faults faults;
    private final RequestLog requests;
    private final InstantSource clock;
    private final ExecutorService threads = new ThreadPoolExecutor(
            0, MOST_THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons(), this::makeRoom);

    private final Watchdog watchdog;

    private final @Nullable Consumer<String> accessLog;

    SandboxServer(int port, Router router, Admin admin, State state, @Nullable Consumer<String> accessLog) {
        this(port, router, admin, state, accessLog, PATIENCE);
    }

    SandboxServer(
            int port,
            Router router,
            Admin admin,
            State state,
            @Nullable Consumer<String> accessLog,
            Duration patience) {
        this.router = router;
        this.admin = admin;
        this.faults = state.faults();
        this.requests = state.requests();
        this.clock = state.clock();
        this.accessLog = accessLog;
        watchdog = new Watchdog(patience);
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            server = HttpServer.create(new InetSocketAddress(loopback, port), MOST_THREADS);
        } catch (IOException e) {
            threads.shutdownNow();
            watchdog.close();
            throw new UncheckedIOException(
                    "The sandbox can't listen on port " + port + ": " + e.getMessage()
                            + ". Choose another port; 0 is any free one",
                    e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(exchange -> threads.execute(() -> run(exchange)));
        server.start();
    }

    Router router() {
        return router;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** What the JDK's server does for a request: it reads the head, and {@link #handle} the rest. */
    private void run(Runnable exchange) {
        watchdog.beginRequest();
        try {
            exchange.run();
        } finally {
            watchdog.endRequest();
        }
    }

    /** A thread for a request where there is none left: that of the client that has taken longest to send one. */
    private void makeRoom(Runnable exchange, ThreadPoolExecutor full) {
        try {
            if (watchdog.cutOffOldestRequest() && full.getQueue().offer(exchange, 1, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new RejectedExecutionException("All threads have a request");
    }

    private void handle(HttpExchange exchange) throws IOException {
        boolean isLeftOpen = false;
        try {
            isLeftOpen = answer(exchange) == Delivery.End.STALL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!isLeftOpen) {
                exchange.close();
            }
        }
    }

    private Delivery.End answer(HttpExchange exchange) throws IOException, InterruptedException {
        Instant at = clock.instant();
        long start = System.nanoTime();
        Release release = faults.release();
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BODY_BYTES + 1);
        boolean isTooLarge = body.length > MOST_BODY_BYTES;
        if (!isTooLarge) {
            // Otherwise the JDK's server waits for some more of it when the exchange is closed.
            watchdog.endRequest();
        }
        Request request = request(exchange, new String(body, StandardCharsets.UTF_8));
        Optional<Answer> beside = besideTheApi(request, isTooLarge);
        if (beside.isPresent()) {
            send(exchange, beside.get(), release);
            return Delivery.End.ANSWER;
        }
        Answer answer = isTooLarge ? router.tooLarge(MOST_BODY_BYTES) : router.answer(request);
        RequestLog.Entry entry = requests.add(at, request, answer);
        try {
            deliver(exchange, answer, release);
        } finally {
            log(entry, start);
        }
        return answer.delivery().end();
    }

    private Optional<Answer> besideTheApi(Request request, boolean isTooLarge) {
        if (!Admin.isAt(request.path())) {
            return router.page(request);
        }
        return Optional.of(isTooLarge ? router.tooLarge(MOST_BODY_BYTES) : admin.answer(request));
    }

    private void log(RequestLog.Entry entry, long start) {
        if (accessLog != null) {
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            accessLog.accept(UNPRINTABLE.matcher(entry.toString()).replaceAll("?") + " " + millis + " ms");
        }
    }

    private void deliver(HttpExchange exchange, Answer answer, Release release)
            throws IOException, InterruptedException {
        release.await(answer.delivery().latency());
        switch (answer.delivery().end()) {
            case ANSWER -> send(exchange, answer, release);
            // Without a thread: it may last for ever, and long after the client has gone.
            case STALL -> release.then(exchange::close);
            case DISCONNECT -> {}
        }
    }

    private void send(HttpExchange exchange, Answer answer, Release release) throws IOException, InterruptedException {
        Delivery delivery = answer.delivery();
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        if (delivery.isCompressed()) {
            bytes = compressed(bytes);
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), head ? -1 : bytes.length);
        if (head) {
            return;
        }
        // Closing the exchange with less than it has promised breaks the connection.
        int most = delivery.most() == Delivery.ALL ? bytes.length : Math.min(delivery.most(), bytes.length - 1);
        int sent = 0;
        do {
            int chunk = Math.min(delivery.chunk(), most - sent);
            write(exchange, bytes, sent, chunk);
            sent += chunk;
            if (sent < bytes.length) {
                release.await(delivery.pause());
            }
        } while (sent < most);
    }

    private void write(HttpExchange exchange, byte[] bytes, int from, int length) throws IOException {
        watchdog.beginWrite(exchange);
        try {
            exchange.getResponseBody().write(bytes, from, length);
            exchange.getResponseBody().flush();
        } finally {
            watchdog.endWrite(exchange);
        }
    }

    private static byte[] compressed(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static Request request(HttpExchange exchange, String body) {
        Map<String, String> headers = new HashMap<>();
        for (Map.Entry<String, List<String>> header :
                exchange.getRequestHeaders().entrySet()) {
            headers.put(header.getKey().toLowerCase(Locale.ROOT), String.join(", ", header.getValue()));
        }
        String path = exchange.getRequestURI().getPath();
        String query = exchange.getRequestURI().getRawQuery();
        return new Request(
                exchange.getRequestMethod(), path == null ? "" : path, query == null ? "" : query, headers, body);
    }

    private static ThreadFactory daemons() {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "segments-sandbox-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void close() {
        // First, so that a client that asks again when its connection is closed is not answered.
        server.stop(0);
        threads.shutdownNow();
        watchdog.close();
    }
}
