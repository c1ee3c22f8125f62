package io.github.segments4j.benchmarks.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@code segments} command, as the build made it. */
public final class SegmentsCommand {
    private static final Path JAR = Script.PROJECT.resolve("cli/target/segments-cli.jar");

    private SegmentsCommand() {}

    public static boolean isBuilt() {
        return Files.exists(JAR);
    }

    /** By {@code java -jar}, with nothing that the launcher adds. */
    public static ProcessBuilder jar(Path jdk, Target target, List<String> options, String... args) {
        List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString()));
        command.addAll(options);
        command.addAll(List.of("-jar", JAR.toString()));
        return command(target, command, args);
    }

    /** By the launcher, which builds the command first if a source has changed. */
    public static ProcessBuilder launcher(Path jdk, Target target, List<String> options, String... args) {
        String launcher = Script.PROJECT.resolve("segments").toString();
        ProcessBuilder builder = command(target, new ArrayList<>(List.of(launcher)), args);
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().put("JAVA_OPTS", String.join(" ", options));
        return builder;
    }

    private static ProcessBuilder command(Target target, List<String> command, String... args) {
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("AMPERITY_BASE_URL", target.baseUrl());
        builder.environment().put("AMPERITY_TENANT", target.tenant());
        builder.environment().put("AMPERITY_ACCESS_TOKEN", target.accessToken());
        return builder;
    }
}
