package io.github.segments4j.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prism in a process of its own, which ends with this JVM, however that ends: it holds the other end of Prism's
 * standard input.
 */
final class Prism implements AutoCloseable {
    static final Path CONTRACT = Path.of("..", "openapi", "segments.yaml");
    static final Path FOLDER = Path.of("..", "mock-server", "prism");

    /** The header that says how an exchange leaves the contract; absent where it keeps it. */
    static final String VIOLATIONS = "sl-violations";

    private static final Pattern LISTENING = Pattern.compile("Prism is listening on (http://127\\.0\\.0\\.1:\\d+)");

    /** Takes a second; more only on a machine that does much else. */
    private static final long PATIENCE_IN_SECONDS = 120;

    private final Process process;
    private final String url;

    private Prism(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Answers with the contract's examples. An example that breaks its own schema is a 500. */
    static Prism mock(Path contract) {
        return start("mock", "--errors", contract.toString());
    }

    /** Passes everything on to another server and says in {@link #VIOLATIONS} what was wrong with it. */
    static Prism proxy(String baseUrl) {
        return start("proxy", CONTRACT.toString(), baseUrl);
    }

    private static Prism start(String... words) {
        List<String> command = new ArrayList<>(List.of(
                "node",
                "--require",
                FOLDER.resolve("end-with-starter.cjs").toAbsolutePath().toString(),
                FOLDER.resolve("node_modules/@stoplight/prism-cli/dist/index.js")
                        .toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("--port", "0", "--host", "127.0.0.1", "--multiprocess=false"));
        CompletableFuture<String> url = new CompletableFuture<>();
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException("Prism can't be started: Node is not on the PATH", e);
        }
        Thread reader = new Thread(() -> read(process, url), "prism-output");
        reader.setDaemon(true);
        reader.start();
        try {
            return new Prism(process, url.get(PATIENCE_IN_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new IllegalStateException("Prism has not said where it listens", e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Prism was starting", e);
        }
    }

    /** To the very end: a full pipe would stop Prism. */
    private static void read(Process process, CompletableFuture<String> url) {
        StringBuilder before = new StringBuilder();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher listening = LISTENING.matcher(line);
                if (url.isDone()) {
                    continue;
                }
                before.append(line).append('\n');
                if (listening.find()) {
                    url.complete(listening.group(1));
                }
            }
        } catch (IOException e) {
            before.append(e);
        }
        url.completeExceptionally(
                new IllegalStateException("Prism has ended instead of starting. It wrote:\n" + before));
    }

    /** Where the paths of the contract are: there is no base path before them. */
    String url() {
        return url;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
