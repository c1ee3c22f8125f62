package io.github.segments4j.dist;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What a process has printed, and its exit code. */
record Ran(int code, String out, String err) {
    static Ran in(Path folder, String... command) throws IOException, InterruptedException {
        return of(new ProcessBuilder(command).directory(folder.toFile()));
    }

    static Ran in(Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment);
        return of(builder);
    }

    static Ran of(ProcessBuilder builder) throws IOException, InterruptedException {
        Path err = Files.createTempFile("err", "");
        try {
            Process process = builder.redirectError(err.toFile()).start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ran(process.waitFor(), out, Files.readString(err));
        } finally {
            Files.delete(err);
        }
    }

    /** Skips the test where a program is not on the path, except in CI. */
    static void require(String program) throws IOException, InterruptedException {
        assumeTrue(isInstalled(program) || "true".equals(System.getenv("CI")), "there is no " + program);
    }

    /** Whether a program is on the path. */
    static boolean isInstalled(String program) throws IOException, InterruptedException {
        return in(Path.of("."), "sh", "-c", "command -v " + program).code() == 0;
    }
}
