package io.github.segments4j.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks a server for one page again and again, as the first tenant of a sandbox. It shares its cores with the server, so
 * it does little: it works on plain sockets, and needs a {@code Content-Length}.
 */
record PageLoad(int port, String path) {
    private static final int CONNECTIONS = 4;
    private static final String LENGTH = "content-length:";

    /** Asks for some time over 4 open connections. */
    double pagesPerSecond(Duration time) throws Exception {
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

    /** Whether the server gives the page. */
    boolean isAnswered() {
        try {
            return pagesUntil(0) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Asks over one connection, at least once; returns the number of pages. */
    private long pagesUntil(long end) throws IOException {
        byte[] request = String.join(
                        "\r\n",
                        "GET " + path + " HTTP/1.1",
                        "Host: 127.0.0.1",
                        "amperity-tenant: acme",
                        "api-version: " + Target.API_VERSION,
                        "Authorization: Bearer sandbox-access-token",
                        "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                InputStream in = new BufferedInputStream(socket.getInputStream(), 64 * 1024)) {
            socket.setTcpNoDelay(true);
            long pages = 0;
            do {
                socket.getOutputStream().write(request);
                in.skipNBytes(bodyLength(in));
                pages++;
            } while (System.nanoTime() < end);
            return pages;
        }
    }

    private static int bodyLength(InputStream in) throws IOException {
        int length = -1;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                length = Integer.parseInt(line.substring(LENGTH.length()).strip());
            }
        }
        if (length < 5_000) {
            throw new IOException("That is no page of 100 rows");
        }
        return length;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
