package io.github.segments4j.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks a server for one page, again and again, over connections that stay open. Written on sockets, so that it
 * costs little beside the server, which shares its cores.
 */
final class PageLoad {
    private static final int CONNECTIONS = 4;

    private final int port;
    private final byte[] request;

    PageLoad(URI page) {
        port = page.getPort();
        request = ("GET " + page.getRawPath() + "?" + page.getRawQuery()
                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                        + "amperity-tenant: acme\r\napi-version: 2024-04-01\r\n"
                        + "Authorization: Bearer sandbox-access-token\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether the page is there. */
    boolean isAnswered() {
        try (Connection connection = new Connection()) {
            return connection.page() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** The bytes of the page's body. */
    int size() throws IOException {
        try (Connection connection = new Connection()) {
            return connection.page();
        }
    }

    /** Pages a second. */
    double run(Duration time) throws Exception {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                counts.add(threads.submit(() -> {
                    long pages = 0;
                    try (Connection connection = new Connection()) {
                        for (; System.nanoTime() < end; pages++) {
                            connection.page();
                        }
                    }
                    return pages;
                }));
            }
            long pages = 0;
            for (Future<Long> count : counts) {
                pages += count.get();
            }
            return pages * 1e9 / (System.nanoTime() - start);
        } finally {
            threads.shutdownNow();
        }
    }

    private final class Connection implements AutoCloseable {
        private final SocketChannel socket =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        private final ByteBuffer out = ByteBuffer.allocateDirect(request.length).put(request);
        private final ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024).flip();

        Connection() throws IOException {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }

        int page() throws IOException {
            out.flip();
            while (out.hasRemaining()) {
                socket.write(out);
            }
            String status = line();
            if (!status.contains(" 200 ")) {
                throw new IOException("answered " + status);
            }
            int length = -1;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                    length = Integer.parseInt(header.substring(15).strip());
                }
            }
            return length >= 0 ? skipped(length) : chunks();
        }

        private int chunks() throws IOException {
            int body = 0;
            for (int size = chunk(); size > 0; size = chunk()) {
                body += skipped(size);
                line();
            }
            line();
            return body;
        }

        private int chunk() throws IOException {
            return Integer.parseInt(line().strip(), 16);
        }

        private int skipped(int bytes) throws IOException {
            int left = bytes;
            while (left > in.remaining()) {
                left -= in.remaining();
                in.position(in.limit());
                fill();
            }
            in.position(in.position() + left);
            return bytes;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = read(); next != '\n'; next = read()) {
                if (next != '\r') {
                    line.append((char) next);
                }
            }
            return line.toString();
        }

        private int read() throws IOException {
            if (!in.hasRemaining()) {
                fill();
            }
            return in.get();
        }

        private void fill() throws IOException {
            int count = socket.read(in.clear());
            in.flip();
            if (count < 0) {
                throw new EOFException("the connection was closed");
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
