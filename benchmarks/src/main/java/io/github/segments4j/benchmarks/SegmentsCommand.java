package io.github.segments4j.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** The {@code segments} command, as the build made it. */
final class SegmentsCommand {
    private SegmentsCommand() {}

    /** By {@code java -jar}, with nothing that the launcher adds. */
    static ProcessBuilder jar(String jdk, Target target, List<String> options, String... args) {
        List<String> command = new ArrayList<>(List.of(jdk + "/bin/java"));
        command.addAll(options);
        command.addAll(List.of(
                "-jar", Script.PROJECT.resolve("cli/target/segments-cli.jar").toString()));
        return command(target, command, args);
    }

    /** By the launcher, which builds the command first if a source has changed. */
    static ProcessBuilder launcher(String jdk, Target target, List<String> options, String... args) {
        List<String> command =
                new ArrayList<>(List.of(Script.PROJECT.resolve("segments").toString()));
        ProcessBuilder builder = command(target, command, args);
        builder.environment().put("JAVA_HOME", jdk);
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
