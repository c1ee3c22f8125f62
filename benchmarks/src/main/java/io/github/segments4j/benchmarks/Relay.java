package io.github.segments4j.benchmarks;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** Stands between a client and a server of this machine: delays requests, counts connections, and may end TLS. */
final class Relay implements Closeable {
    private final ServerSocket server;
    private final int to;
    private final int longestDelayMillis;
    final AtomicInteger connections = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(
            new ThreadFactoryBuilder().setDaemon(true).build());

    /** Delays each request at random. */
    Relay(int to, int longestDelayMillis, ServerSocketFactory sockets) throws IOException {
        this.to = to;
        this.longestDelayMillis = longestDelayMillis;
        server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** The base URL of a sandbox behind it. */
    String baseUrl(String scheme) {
        return scheme + "://127.0.0.1:" + server.getLocalPort() + "/api";
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                connections.incrementAndGet();
                Socket origin = new Socket(InetAddress.getLoopbackAddress(), to);
                threads.execute(() -> pass(client, origin, longestDelayMillis));
                threads.execute(() -> pass(origin, client, 0));
            } catch (IOException closed) {
                // The client or the server closed it. The next connection is a new one.
            }
        }
    }

    private static void pass(Socket from, Socket to, int longestDelayMillis) {
        byte[] bytes = new byte[64 * 1024];
        try (from;
                to;
                InputStream in = from.getInputStream()) {
            to.setTcpNoDelay(true);
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                Thread.sleep(ThreadLocalRandom.current().nextInt(longestDelayMillis + 1));
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
