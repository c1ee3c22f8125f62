package io.github.segments4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@code segments} command as the build made it. */
final class CommandLine {
    private static final Path JAR = Script.project().resolve("cli/target/segments-cli.jar");

    private CommandLine() {}

    static boolean isBuilt() {
        return Files.exists(JAR);
    }

    /** In a JVM like this one, with a few options and nothing that a launcher would add. */
    static ProcessBuilder plain(Target target, List<String> options, String... args) {
        return in(Path.of(System.getProperty("java.home")), target, options, args);
    }

    static ProcessBuilder in(Path jdk, Target target, List<String> options, String... args) {
        List<String> command = new ArrayList<>();
        command.add(jdk.resolve("bin/java").toString());
        command.addAll(options);
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(List.of(args));
        return told(target, command);
    }

    /** By the launcher, which builds what has to be built. */
    static ProcessBuilder launched(Path jdk, Target target, List<String> options, String... args) {
        List<String> command = new ArrayList<>();
        command.add(Script.project().resolve("segments").toString());
        command.addAll(List.of(args));
        ProcessBuilder builder = told(target, command);
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().put("JAVA_OPTS", String.join(" ", options));
        return builder;
    }

    private static ProcessBuilder told(Target target, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("AMPERITY_BASE_URL", target.baseUrl());
        builder.environment().put("AMPERITY_TENANT", target.tenant());
        builder.environment().put("AMPERITY_ACCESS_TOKEN", target.accessToken());
        return builder;
    }

    /** Makes an archive of classes; true if there is one. */
    static boolean archive(ProcessBuilder training, Path archive) throws IOException, InterruptedException {
        Process process = training.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor() == 0 && Files.exists(archive);
    }
}
