package io.github.segments4j.benchmarks.peers;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks a server for one page again and again. It uses plain sockets and needs a {@code Content-Length}, because it
 * shares its cores with the server.
 */
public final class PageLoad {
    private static final int CONNECTIONS = 4;
    private static final String LENGTH = "content-length:";

    private final int port;
    private final byte[] request;

    /** Asks as the first tenant of a sandbox. */
    public PageLoad(int port, String path) {
        this.port = port;
        request = ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\namperity-tenant: acme\r\napi-version: "
                        + Target.API_VERSION + "\r\nAuthorization: Bearer sandbox-access-token\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether the server gives the page. */
    public boolean isAnswered() {
        try (Connection connection = new Connection()) {
            connection.page();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Asks over 4 open connections for a while. */
    public double pagesPerSecond(Duration time) throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        Callable<Long> load = () -> pagesUntil(start + time.toNanos());
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            long pages = 0;
            for (Future<Long> count : threads.invokeAll(Collections.nCopies(CONNECTIONS, load))) {
                pages += count.get();
            }
            return pages * 1e9 / (System.nanoTime() - start);
        } finally {
            threads.shutdownNow();
        }
    }

    private long pagesUntil(long end) throws IOException {
        try (Connection connection = new Connection()) {
            long pages = 0;
            while (System.nanoTime() < end) {
                connection.page();
                pages++;
            }
            return pages;
        }
    }

    private final class Connection implements Closeable {
        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);

        /** In ISO 8859-1 a character is a byte. */
        private final BufferedReader in = new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1), 64 * 1024);

        private int length;

        Connection() throws IOException {
            socket.setTcpNoDelay(true);
        }

        void page() throws IOException {
            socket.getOutputStream().write(request);
            String status = line();
            if (!status.contains(" 200 ")) {
                throw new IOException("answered " + status);
            }
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                    length = Integer.parseInt(header.substring(LENGTH.length()).strip());
                }
            }
            in.skip(length);
        }

        private String line() throws IOException {
            String line = in.readLine();
            if (line == null) {
                throw new IOException("the server closed the connection");
            }
            return line;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
