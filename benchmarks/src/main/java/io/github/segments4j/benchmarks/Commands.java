package io.github.segments4j.benchmarks;

import static io.github.segments4j.benchmarks.report.Table.OURS;

import com.google.common.io.Closer;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.segments4j.benchmarks.report.Measure;
import io.github.segments4j.benchmarks.report.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The command line: how long a user waits, from the start of a process to its exit. */
final class Commands {
    /** What a command is asked to do, and the parameters of its first request. */
    private record Task(String title, int leastBytes, String query, List<String> args) {
        String over(String scheme) {
            return title + " over " + scheme;
        }
    }

    private static final Task COUNT = new Task("count", 1, "limit=1&with_total=true", List.of("count"));
    private static final Task EXPORT =
            new Task("export of 1,000 rows", 10_000, "limit=1000", List.of("export", "--quiet", "--page-size", "500"));

    private interface Command {
        ProcessBuilder of(Target target, Task task);
    }

    static void run(Session session) throws Exception {
        Path folder = Files.createTempDirectory("command-line");
        try (Closer closer = Closer.create()) {
            closer.register(() -> MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE));
            Certificate certificate = Certificate.in(folder);
            SandboxProcess sandbox = closer.register(SandboxProcess.ofRows(1_000));
            Relay tls = closer.register(new Relay(sandbox.port(), 0, certificate.sockets()));
            Map<String, Target> targets = new LinkedHashMap<>();
            targets.put("http", sandbox.target());
            targets.put("https", sandbox.target().at(tls.baseUrl("https")));
            Map<String, Command> commands = commands(session, certificate);
            for (Task task : session.pick(List.of(COUNT), List.of(COUNT, EXPORT))) {
                targets.forEach((scheme, target) -> commands.forEach((who, command) ->
                        session.trial(task.over(scheme), who, () -> time(command.of(target, task), task))));
            }
            session.inTurns(session.pick(0, 1), session.pick(1, 5));
            for (String version : List.of("17", "25")) {
                relate(session, COUNT.over("http"), launcher(version), 300);
                relate(session, COUNT.over("https"), launcher(version), 450);
            }
        }
    }

    /** A count may take some time, or 2.2 times as long as Python's. */
    private static void relate(Session session, String setting, String who, double millis) {
        double python = session.figures().median(setting, Script.PYTHON_COMMAND.who(), Measure.TOTAL_MILLIS);
        double allowed = Double.isNaN(python) ? millis : Math.max(millis, 2.2 * python);
        double ours = session.figures().median(setting, who, Measure.TOTAL_MILLIS);
        session.add(setting, who, Measure.SHARE_OF_ALLOWED, ours / allowed);
    }

    private static Map<String, Command> commands(Session session, Certificate certificate) throws InterruptedException {
        String pem = certificate.pem().toString();
        List<String> trust = List.of(
                "-Djavax.net.ssl.trustStore=" + certificate.trustStore(),
                "-Djavax.net.ssl.trustStorePassword=changeit");
        Map<String, Command> commands = new LinkedHashMap<>();
        String thisVersion = "" + Runtime.version().feature();
        for (String version : session.pick(List.of(thisVersion), List.of("17", "25"))) {
            boolean isThis = version.equals(thisVersion);
            String jdk = isThis ? System.getProperty("java.home") : System.getenv("JDK_" + version);
            if (jdk == null) {
                session.missing("JDK " + version);
            } else {
                String plain = OURS + ", JDK " + version + ", plain";
                commands.put(plain, (target, task) -> jar(jdk, target, trust, task.args()));
                if (session.pick(false, true)) { // The build must not start the launcher, which may build.
                    commands.put(launcher(version), (target, task) -> launcher(jdk, target, trust, task.args()));
                }
            }
        }
        if (Child.succeeds("curl", "--version")) {
            commands.put("curl, one page as it comes", (target, task) -> curl(target, pem, task));
        } else {
            session.missing("curl");
        }
        for (Script script : Script.installed(session, Script.PYTHON_COMMAND, Script.NODE_COMMAND)) {
            commands.put(script.who(), (target, task) -> {
                ProcessBuilder command = script.command(target, task.args().get(0));
                command.environment().putAll(Map.of("REQUESTS_CA_BUNDLE", pem, "NODE_EXTRA_CA_CERTS", pem));
                return command;
            });
        }
        return commands;
    }

    private static String launcher(String version) {
        return OURS + ", JDK " + version + ", ./segments";
    }

    /** By {@code java -jar}, with nothing that the launcher adds. */
    private static ProcessBuilder jar(String jdk, Target target, List<String> options, List<String> args) {
        List<String> command = new ArrayList<>(List.of(jdk + "/bin/java"));
        command.addAll(options);
        command.addAll(List.of(
                "-jar",
                Script.PROJECT
                        .resolve("dist/target/segments/segments/lib/segments.jar")
                        .toString()));
        return command(target, command, args);
    }

    /** By the launcher, which builds the command first if a source has changed. */
    private static ProcessBuilder launcher(String jdk, Target target, List<String> options, List<String> args) {
        List<String> command =
                new ArrayList<>(List.of(Script.PROJECT.resolve("segments").toString()));
        ProcessBuilder builder = command(target, command, args);
        builder.environment().put("JAVA_HOME", jdk);
        builder.environment().put("JAVA_OPTS", String.join(" ", options));
        return builder;
    }

    private static ProcessBuilder command(Target target, List<String> command, List<String> args) {
        command.addAll(args);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("AMPERITY_BASE_URL", target.baseUrl());
        builder.environment().put("AMPERITY_TENANT", target.tenant());
        builder.environment().put("AMPERITY_ACCESS_TOKEN", target.accessToken());
        return builder;
    }

    private static ProcessBuilder curl(Target target, String pem, Task task) {
        List<String> command = new ArrayList<>(List.of("curl", "--silent", "--fail", "--cacert", pem));
        command.addAll(List.of("--header", "authorization: Bearer " + target.accessToken()));
        command.addAll(List.of("--header", "amperity-tenant: " + target.tenant()));
        command.addAll(List.of("--header", "api-version: " + Target.API_VERSION));
        command.add(target.baseUrl() + "/segments?" + task.query());
        return new ProcessBuilder(command);
    }

    private static Map<Measure, Double> time(ProcessBuilder command, Task task)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        int bytes = process.getInputStream().readAllBytes().length;
        int code = process.waitFor();
        double millis = (System.nanoTime() - start) / 1e6;
        if (code != 0 || bytes < task.leastBytes()) {
            throw new IOException(command.command() + " ended with " + code + " after " + bytes + " bytes");
        }
        return Map.of(Measure.TOTAL_MILLIS, millis);
    }
}
