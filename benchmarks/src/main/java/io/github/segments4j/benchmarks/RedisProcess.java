package io.github.segments4j.benchmarks;

import io.github.segments4j.benchmarks.report.Session;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/** A Redis server of this machine, on a free port, without files. It may be killed and started again, or stopped for a time. */
final class RedisProcess implements Closeable {
    private static final String PROGRAM = "redis-server";

    private final int port;
    private Child child;

    private RedisProcess(int port) throws IOException {
        this.port = port;
        child = run(port);
    }

    static boolean isInstalled(Session session) throws InterruptedException {
        boolean isInstalled = Child.succeeds(PROGRAM, "--version");
        if (!isInstalled) {
            session.missing("Redis");
        }
        return isInstalled;
    }

    static RedisProcess start() throws IOException {
        return new RedisProcess(freePort());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Child run(int port) throws IOException {
        Child child = Child.start(new ProcessBuilder(
                List.of(PROGRAM, "--bind", "127.0.0.1", "--port", "" + port, "--save", "", "--appendonly", "no")));
        while (!child.readLine().contains("Ready to accept connections")) {
            // The lines before it say which version it is.
        }
        return child;
    }

    int port() {
        return port;
    }

    String address() {
        return address(port);
    }

    static String address(int port) {
        return "redis://127.0.0.1:" + port;
    }

    void kill() {
        child.close();
    }

    /** Starts it again, without its data. */
    void restart() throws IOException {
        child = run(port);
    }

    /** It keeps its connections, but does not answer. */
    void stop() throws InterruptedException {
        signal("STOP");
    }

    void resume() throws InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws InterruptedException {
        Child.succeeds("kill", "-" + name, "" + child.process().pid());
    }

    @Override
    public void close() {
        kill();
    }
}
