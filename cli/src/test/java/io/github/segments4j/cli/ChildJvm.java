package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the command, or a source file, in another JVM with the class path of this one. */
final class ChildJvm {
    /** As in the launcher. */
    static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private ChildJvm() {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    static ProcessBuilder running(Path folder, Map<String, String> environment, String... args) {
        List<String> command = new ArrayList<>(List.of(java(), "-cp", classPath()));
        command.addAll(1, QUICK_START);
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AMPERITY_") || name.startsWith("SANDBOX_"));
        builder.environment().putAll(environment);
        return builder;
    }

    static Process segments(Path folder, Map<String, String> environment, File out, File err, String... args)
            throws IOException {
        List<String> all = new ArrayList<>(List.of(Segments.class.getName()));
        all.addAll(List.of(args));
        return running(folder, environment, all.toArray(String[]::new))
                .redirectOutput(out)
                .redirectError(err)
                .start();
    }

    /** Runs a process that must succeed, and returns what it has printed. */
    static String succeeding(ProcessBuilder builder, Path folder) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        int code = builder.redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        assertThat(code).as(Files.readString(err)).isZero();
        return Files.readString(out);
    }
}
