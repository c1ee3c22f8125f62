package io.github.segments4j.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that writes given bytes in answer to each request: per connection a list of answers, then it closes. */
final class ScriptedConnections implements AutoCloseable {
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger accepted = new AtomicInteger();
    final List<String> requests = new CopyOnWriteArrayList<>();

    /** @param connections the answers of each connection; the last one serves all that follow */
    @SafeVarargs
    ScriptedConnections(List<String>... connections) throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(() -> {
            while (!socket.isClosed()) {
                try {
                    Socket connection = socket.accept();
                    int number = accepted.getAndIncrement();
                    List<String> answers = connections[Math.min(number, connections.length - 1)];
                    threads.execute(() -> serve(connection, answers));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private void serve(Socket connection, List<String> answers) {
        try (connection) {
            BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1));
            OutputStream out = connection.getOutputStream();
            for (String answer : answers) {
                requests.add(request(in));
                out.write(answer.getBytes(ISO_8859_1));
                out.flush();
            }
        } catch (IOException e) {
            // The client has hung up.
        }
    }

    private static String request(BufferedReader in) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            lines.add(line);
        }
        if (lines.isEmpty()) {
            throw new IOException("no request");
        }
        int length = lines.stream()
                .filter(line -> line.startsWith("Content-Length: "))
                .mapToInt(line -> Integer.parseInt(line.substring(16)))
                .findFirst()
                .orElse(0);
        char[] body = new char[length];
        for (int i = 0; i < length; i++) {
            body[i] = (char) in.read();
        }
        return String.join("\n", lines) + "\n" + new String(body);
    }

    int connections() {
        return accepted.get();
    }

    int port() {
        return socket.getLocalPort();
    }

    URI uri(String target) {
        return URI.create("http://127.0.0.1:" + port() + target);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
