package io.github.segments4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program in a JVM of its own with this one's class path. */
final class ChildJvm {
    private ChildJvm() {}

    /** Runs to its end a program that prints figures. */
    static void run(Results into, List<String> options, Class<?> program, String... args)
            throws IOException, InterruptedException {
        Process process = start(options, program, args);
        try {
            process.inputReader().lines().forEach(into::add);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(program.getName() + " ended with " + process.exitValue());
            }
        } finally {
            process.destroyForcibly();
        }
    }

    /** Its complaints are seen. */
    static Process start(List<String> options, Class<?> program, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return process;
    }
}
