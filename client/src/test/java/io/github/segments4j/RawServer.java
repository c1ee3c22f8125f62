package io.github.segments4j;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers bytes that no honest server sends, and knows when the other side has hung up. */
final class RawServer implements AutoCloseable {
    interface Answer {
        void to(List<String> request, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch hungUp = new CountDownLatch(1);
    final AtomicInteger requests = new AtomicInteger();

    /** Each connection takes one request. */
    RawServer(Answer answer) throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(() -> accept(answer));
    }

    private void accept(Answer answer) {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                threads.execute(() -> handle(connection, answer));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void handle(Socket connection, Answer answer) {
        try (connection) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
            List<String> request = new ArrayList<>();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                request.add(line);
            }
            if (!request.isEmpty()) {
                requests.incrementAndGet();
                answer.to(request, connection.getOutputStream());
            }
        } catch (IOException e) {
            hungUp.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes one byte after the other, for ever or until the other side has hung up. */
    static void drip(OutputStream out) throws IOException {
        while (true) {
            write(out, " ");
        }
    }

    static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    boolean sawTheOtherSideHangUp() throws InterruptedException {
        return hungUp.await(10, TimeUnit.SECONDS);
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/api";
    }

    SegmentsClientBuilder client(Time time) {
        return new SegmentsClientBuilder(name -> null, time)
                .tenant("acme")
                .accessToken("a-secret-token")
                .baseUrl(url());
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
