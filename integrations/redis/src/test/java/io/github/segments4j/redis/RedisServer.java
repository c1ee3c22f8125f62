package io.github.segments4j.redis;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lettuce.core.RedisURI;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Redis server of this machine, on a free port, without files. */
final class RedisServer implements AutoCloseable {
    private static final String MISSING = "this machine has no redis-server: install the package redis-server";

    private final List<String> command = new ArrayList<>();
    private final Path folder;
    private final int port = freePort();
    private Process process;

    /** Skips the test where there is no server, except in CI. */
    RedisServer(Path folder, String... options) throws IOException {
        boolean isInstalled = succeeds("redis-server", "--version");
        if (!isInstalled && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(MISSING);
        }
        assumeTrue(isInstalled, MISSING);
        this.folder = folder;
        command.addAll(List.of("redis-server", "--bind", "127.0.0.1", "--port", "" + port, "--save", ""));
        command.addAll(List.of(options));
        start();
    }

    RedisURI uri() {
        return RedisURI.create("127.0.0.1", port);
    }

    int port() {
        return port;
    }

    void start() throws IOException {
        process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        BufferedReader lines = process.inputReader();
        StringBuilder output = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            output.append(line).append('\n');
            if (line.contains("Ready to accept connections")) {
                Thread reader = new Thread(() -> lines.lines().forEach(later -> {}));
                reader.setDaemon(true);
                reader.start();
                return;
            }
        }
        throw new AssertionError("redis-server has ended: " + output);
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** It keeps its connections, but answers no more. */
    void pause() {
        signal("STOP");
    }

    void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        if (!succeeds("kill", "-" + name, Long.toString(process.pid()))) {
            throw new AssertionError("kill failed");
        }
    }

    @Override
    public void close() {
        kill();
    }

    private static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
