package io.github.segments4j.conformance;

import io.github.segments4j.sandbox.RequestLog;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** Sends the answers of a scenario in their order, the last one again and again, and records the requests. */
final class ScriptedServer implements AutoCloseable {
    private final List<ScriptedAnswer> answers;
    private final UnaryOperator<String> fill;
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final List<RequestLog.Entry> requests = new CopyOnWriteArrayList<>();

    /** {@code fill} replaces the placeholders in the texts of the answers. */
    ScriptedServer(List<ScriptedAnswer> answers, UnaryOperator<String> fill) throws IOException {
        this.answers = answers;
        this.fill = fill;
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    List<RequestLog.Entry> requests() {
        return List.copyOf(requests);
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
                connections.add(connection);
                threads.execute(() -> serve(connection));
            }
        } catch (IOException e) {
            // close() has closed the socket.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(connection.getInputStream());
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                ScriptedAnswer answer = received(line, headers(in), in);
                connection.getOutputStream().write(answer.bytes(fill));
                connection.getOutputStream().flush();
                if (answer.close()) {
                    return;
                }
            }
        } catch (IOException e) {
            // The client has closed the connection, or close() has.
        }
    }

    /** Synchronized: the order of the answers is that of the recorded requests. */
    private synchronized ScriptedAnswer received(String line, Map<String, String> headers, InputStream in)
            throws IOException {
        in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        ScriptedAnswer answer = answers.get(Math.min(requests.size(), answers.size() - 1));
        String[] target = line.split(" ", -1)[1].split("\\?", 2);
        String query = target.length == 2 ? target[1] : "";
        requests.add(new RequestLog.Entry(
                Instant.now(), line.split(" ", -1)[0], target[0], query, headers, answer.status(), List.of()));
        return answer;
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] parts = line.split(":", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
        }
        return headers;
    }

    /** Returns an empty string at the end of the head, and at the end of the connection. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
        threads.shutdownNow();
    }
}
