package io.github.segments4j.redis;

import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands between a client and a server, and passes on later what the client sends. */
final class SlowNetwork implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Duration delay;

    SlowNetwork(int port, Duration delay) throws IOException {
        this.delay = delay;
        threads.execute(() -> accept(port));
    }

    RedisURI uri() {
        return RedisURI.create("127.0.0.1", server.getLocalPort());
    }

    private void accept(int port) {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket origin = new Socket(InetAddress.getLoopbackAddress(), port);
                threads.execute(() -> pass(client, origin, delay));
                threads.execute(() -> pass(origin, client, Duration.ZERO));
            } catch (IOException closed) {
                // The next connection is a new one.
            }
        }
    }

    private static void pass(Socket from, Socket to, Duration delay) {
        byte[] bytes = new byte[8_192];
        try (from;
                to;
                InputStream in = from.getInputStream()) {
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                Thread.sleep(delay.toMillis());
                to.getOutputStream().write(bytes, 0, read);
            }
        } catch (IOException | InterruptedException closed) {
            // One of both has closed it.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
