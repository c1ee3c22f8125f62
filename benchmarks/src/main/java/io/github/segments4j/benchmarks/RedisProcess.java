package io.github.segments4j.benchmarks;

import io.github.segments4j.benchmarks.report.Session;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/** A Redis server of this machine, on a free port, without files. */
record RedisProcess(Child child, String address) implements Closeable {
    private static final String PROGRAM = "redis-server";

    static boolean isInstalled(Session session) throws InterruptedException {
        boolean isInstalled = Child.succeeds(PROGRAM, "--version");
        if (!isInstalled) {
            session.missing("Redis");
        }
        return isInstalled;
    }

    static RedisProcess start() throws IOException {
        int port = freePort();
        Child child = Child.start(new ProcessBuilder(
                List.of(PROGRAM, "--bind", "127.0.0.1", "--port", "" + port, "--save", "", "--appendonly", "no")));
        while (!child.readLine().contains("Ready to accept connections")) {
            // The lines before it say which version it is.
        }
        return new RedisProcess(child, "redis://127.0.0.1:" + port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
