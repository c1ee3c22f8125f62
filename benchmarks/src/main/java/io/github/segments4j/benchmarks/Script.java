package io.github.segments4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Programs in other languages, from {@code benchmarks/peers}, where this machine can run them. */
final class Script {
    private static final Path ROOT = Path.of(System.getProperty("segments.root", ".."));

    private Script() {}

    static Path project() {
        return ROOT;
    }

    /** A Python that has requests: this machine's, or one in a folder of ours that gets it from PyPI. */
    static Optional<String> python() throws IOException, InterruptedException {
        if (succeeds("python3", "-c", "import requests")) {
            return Optional.of("python3");
        }
        Path folder = ROOT.resolve("benchmarks/target/python");
        String python = folder.resolve("bin/python").toString();
        if (!Files.exists(folder)
                && succeeds("python3", "-m", "venv", folder.toString())
                && !succeeds(python, "-m", "pip", "install", "--quiet", "requests==2.32.5")) {
            return Optional.empty();
        }
        return succeeds(python, "-c", "import requests") ? Optional.of(python) : Optional.empty();
    }

    static Optional<String> node() throws IOException, InterruptedException {
        return succeeds("node", "-e", "fetch") ? Optional.of("node") : Optional.empty();
    }

    static Optional<String> curl() throws IOException, InterruptedException {
        return succeeds("curl", "--version") ? Optional.of("curl") : Optional.empty();
    }

    /** Its complaints are seen. */
    static Process start(String program, String script, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(program, path(script)));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return process;
    }

    static String path(String script) {
        return ROOT.resolve("benchmarks/peers").resolve(script).toString();
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false; // There is no such program.
        }
    }
}
