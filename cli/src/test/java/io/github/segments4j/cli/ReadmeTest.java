package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Sandbox;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Runs every code block of README.md, so that the examples are correct. */
class ReadmeTest {
    private static final Path PROJECT = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);

    /** The program around a snippet. A block that declares a class is compiled as it is. */
    private static final String AROUND_A_SNIPPET = """
      import io.github.segments4j.ListOptions;
      import io.github.segments4j.RateLimiter;
      import io.github.segments4j.SegmentPage;
      import io.github.segments4j.SegmentsClient;
      import io.github.segments4j.model.Segment;
      import io.github.segments4j.sandbox.Sandbox;
      import io.github.segments4j.sandbox.SandboxTenant;
      import java.time.Duration;

      class Snippet {
        public static void main(String[] args) {
          try (SegmentsClient client = SegmentsClient.builder().build()) {
      %s
          }
        }
      }
      """;

    /** A program that runs a test class and prints how many of its tests succeeded. */
    private static final String LAUNCH = """
      import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

      import java.io.PrintWriter;
      import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
      import org.junit.platform.launcher.core.LauncherFactory;
      import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

      class Launch {
        public static void main(String[] args) {
          SummaryGeneratingListener listener = new SummaryGeneratingListener();
          LauncherFactory.create().execute(
              LauncherDiscoveryRequestBuilder.request().selectors(selectClass(args[0])).build(),
              listener);
          listener.getSummary().printFailuresTo(new PrintWriter(System.err, true));
          System.out.print(listener.getSummary().getTestsSucceededCount() + " of "
              + listener.getSummary().getTestsFoundCount() + "\\n");
        }
      }
      """;

    private static final String SANDBOX_AND_JUNIT =
            ".*(mock-server.target.classes.?|segments-sandbox[^/\\\\]*|junit-[^/\\\\]*|opentest4j[^/\\\\]*|apiguardian[^/\\\\]*)";

    @TempDir
    Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = Sandbox.builder().segments(250).rateLimit(Limit.NONE).start();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @TestFactory
    Stream<DynamicTest> everyCodeBlockRuns() throws IOException {
        return blocks().stream().map(block -> dynamicTest(firstLine(block), () -> run(block.group(1), block.group(2))));
    }

    @Test
    void theTestCommandIsWhatCiRuns() throws IOException {
        assertThat(Files.readString(PROJECT.resolve(".ci/run"))).containsPattern("\nexec mvn .*\\bverify\n");
    }

    @Test
    void theFirstJavaBlockIsAWholeProgram() throws IOException {
        String first = blocks().stream()
                .filter(block -> block.group(1).equals("java"))
                .findFirst()
                .orElseThrow()
                .group(2);

        assertThat(first).startsWith("import ").contains("public static void main");
    }

    private void run(String language, String code) throws Exception {
        switch (language) {
            case "java" -> java(code);
            case "sh" -> shell(code);
            case "python" -> // The conformance tests run it.
                assertThat(PROJECT.resolve("openapi/examples/python/list_segments.py"))
                        .hasContent(code);
            default -> throw new AssertionError("No block in " + language + " can be run");
        }
    }

    private void java(String code) throws Exception {
        if (code.contains("@SandboxTest")) {
            test(code);
            return;
        }
        String program = code.contains("class ") ? code : AROUND_A_SNIPPET.formatted(code);
        Path file = Files.writeString(folder.resolve("Program.java"), program);

        String out = succeeding(ChildJvm.running(folder, environment(), file.toString()));

        assertThat(out).as("the output of the program").isNotBlank();
    }

    /** Runs a test class with only the sandbox and JUnit on the class path. */
    private void test(String code) throws Exception {
        Path test = Files.writeString(folder.resolve("Tests.java"), code);
        Path launch = Files.writeString(folder.resolve("Launch.java"), LAUNCH);
        String classPath = Stream.of(ChildJvm.classPath().split(File.pathSeparator))
                .filter(entry -> entry.matches(SANDBOX_AND_JUNIT))
                .collect(Collectors.joining(File.pathSeparator));
        ByteArrayOutputStream diagnostics = new ByteArrayOutputStream();

        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        diagnostics,
                        diagnostics,
                        "-Xlint:all",
                        "-Werror",
                        "-cp",
                        classPath,
                        test.toString(),
                        launch.toString());
        assertThat(compiled).as(diagnostics.toString(StandardCharsets.UTF_8)).isZero();

        String name = Pattern.compile("\nclass (\\w+)")
                .matcher(code)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        ProcessBuilder tests = ChildJvm.running(folder, Map.of())
                .command(ChildJvm.java(), "-cp", classPath + File.pathSeparator + folder, "Launch", name);

        assertThat(succeeding(tests)).isEqualTo("1 of 1\n");
    }

    private void shell(String code) throws Exception {
        if (code.startsWith("mvn ")) {
            assertThat(code).matches("mvn (--batch-mode --projects contract-tests --also-make )?verify\n");
            return; // CI runs it, as theTestCommandIsWhatCiRuns checks. It would run this test.
        }
        if (code.startsWith("mock-server/prism/mock")) {
            return; // The contract tests run it, since it needs Node.
        }
        if (code.startsWith("./segments sandbox")) {
            sandboxStarts(code.strip().split(" "));
            return;
        }
        assumeTrue(!code.startsWith("curl ") || SandboxCommandTest.hasCurl(), "this machine has no curl");
        Path launcher = folder.resolve("segments");
        Files.writeString(
                launcher,
                "#!/bin/sh\nexec '%s' -cp '%s' -Dsegments.home='%s' %s \"$@\"\n"
                        .formatted(
                                ChildJvm.java(), ChildJvm.classPath(), PROJECT.toRealPath(), Segments.class.getName()));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        String here = code.replace("http://127.0.0.1:8080/", "http://127.0.0.1:" + sandbox.port() + "/");
        ProcessBuilder shell = ChildJvm.running(folder, environment()).command("sh", "-eu", "-c", here);

        succeeding(shell);

        for (MatchResult output :
                Pattern.compile("--output (\\S+)").matcher(code).results().toList()) {
            Path written = folder.resolve(output.group(1));
            assertThat(Files.isDirectory(written) ? written.resolve("README.md") : written)
                    .isNotEmptyFile();
        }
    }

    /** Uses any free port, since the port in README.md may be in use. */
    private void sandboxStarts(String[] words) throws IOException, InterruptedException {
        String[] args = words.clone();
        args[0] = Segments.class.getName();
        args[List.of(words).indexOf("--port") + 1] = "0";
        Process process = ChildJvm.running(folder, Map.of(), args).start();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.lines().anyMatch(line -> line.matches("base-url: +http://127.0.0.1:\\d+/api")))
                    .isTrue();
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private String succeeding(ProcessBuilder builder) throws Exception {
        File out = folder.resolve("out").toFile();
        File err = folder.resolve("err").toFile();
        int code = builder.redirectOutput(out).redirectError(err).start().waitFor();
        assertThat(code).as(Files.readString(err.toPath())).isZero();
        return Files.readString(out.toPath());
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("AMPERITY_TENANT", sandbox.tenant());
        environment.put("AMPERITY_ACCESS_TOKEN", sandbox.accessToken());
        environment.put("AMPERITY_BASE_URL", sandbox.baseUrl());
        return environment;
    }

    private static List<MatchResult> blocks() throws IOException {
        return BLOCK.matcher(Files.readString(PROJECT.resolve("README.md")))
                .results()
                .toList();
    }

    private static String firstLine(MatchResult block) {
        return block.group(1) + ": " + block.group(2).lines().findFirst().orElse("");
    }
}
