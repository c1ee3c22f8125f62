package io.github.segments4j.benchmarks;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import javax.net.ServerSocketFactory;

/** Stands between a client and a server of this machine: delays requests, counts connections, and may end TLS. */
final class Relay implements Closeable {
    private final ServerSocket server;
    private final int to;
    private final IntSupplier delayMillis;
    final AtomicInteger connections = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(
            new ThreadFactoryBuilder().setDaemon(true).build());

    /** Delays each request at random. */
    Relay(int to, int longestDelayMillis, ServerSocketFactory sockets) throws IOException {
        this(to, sockets, () -> ThreadLocalRandom.current().nextInt(longestDelayMillis + 1));
    }

    private Relay(int to, ServerSocketFactory sockets, IntSupplier delayMillis) throws IOException {
        this.to = to;
        this.delayMillis = delayMillis;
        server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** Delays each request by the same time. */
    static Relay distant(int to, Duration delay) throws IOException {
        return new Relay(to, ServerSocketFactory.getDefault(), () -> (int) delay.toMillis());
    }

    int port() {
        return server.getLocalPort();
    }

    /** The base URL of a sandbox behind it. */
    String baseUrl(String scheme) {
        return scheme + "://127.0.0.1:" + port() + "/api";
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                connections.incrementAndGet();
                Socket origin = new Socket(InetAddress.getLoopbackAddress(), to);
                threads.execute(() -> pass(client, origin, delayMillis));
                threads.execute(() -> pass(origin, client, () -> 0));
            } catch (IOException closed) {
                // The client or the server closed it. The next connection is a new one.
            }
        }
    }

    private static void pass(Socket from, Socket to, IntSupplier delayMillis) {
        byte[] bytes = new byte[64 * 1024];
        try (from;
                to;
                InputStream in = from.getInputStream()) {
            to.setTcpNoDelay(true);
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                Thread.sleep(delayMillis.getAsInt());
                to.getOutputStream().write(bytes, 0, read);
            }
        } catch (IOException | InterruptedException closed) {
            // The client, the server or close() closed it.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
