package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Compiles and runs a block of Java: a program, a test class, or some statements. */
final class JavaBlock {
    /** The program around some statements. */
    private static final String AROUND_STATEMENTS = """
      import io.github.segments4j.ConnectionException;
      import io.github.segments4j.ListOptions;
      import io.github.segments4j.RateLimiter;
      import io.github.segments4j.SegmentChanges;
      import io.github.segments4j.SegmentPage;
      import io.github.segments4j.SegmentsClient;
      import io.github.segments4j.ServerException;
      import io.github.segments4j.model.Segment;
      import io.github.segments4j.sandbox.Fault;
      import io.github.segments4j.sandbox.Sandbox;
      import io.github.segments4j.sandbox.SandboxTenant;
      import java.nio.file.Path;
      import java.time.Duration;
      import java.util.List;
      import java.util.concurrent.ExecutorService;
      import java.util.concurrent.Executors;
      import java.util.concurrent.Future;
      import java.util.stream.Stream;

      class Statements {
        public static void main(String[] args) throws Exception {
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

    private final Path folder;
    private final Map<String, String> environment;

    JavaBlock(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    String run(String code) throws Exception {
        assumeTrue(
                !code.contains("Virtual") || Runtime.version().feature() >= 21, "virtual threads need JDK 21 or later");
        Path classes = Files.createTempDirectory(folder, "classes");
        return code.contains("@SandboxTest") ? runTest(code, classes) : runProgram(code, classes);
    }

    private String runProgram(String code, Path classes) throws Exception {
        String program = code.contains("class ") ? code : AROUND_STATEMENTS.formatted(code);
        String classPath = ChildJvm.classPath();
        compile(classPath, classes, program);

        String out = ChildJvm.succeeding(java(classPath, classes, className(program)), folder);

        assertThat(out).as("the output of the program").isNotBlank();
        return out;
    }

    /** A test without our client shows that it needs only the sandbox and JUnit. */
    private String runTest(String code, Path classes) throws Exception {
        String classPath = code.contains("SegmentsClient")
                ? ChildJvm.classPath()
                : Stream.of(ChildJvm.classPath().split(File.pathSeparator))
                        .filter(entry -> entry.matches(SANDBOX_AND_JUNIT))
                        .collect(Collectors.joining(File.pathSeparator));
        compile(classPath, classes, code, LAUNCH);

        String out = ChildJvm.succeeding(java(classPath, classes, "Launch", className(code)), folder);

        assertThat(out).isEqualTo("1 of 1\n");
        return out;
    }

    private ProcessBuilder java(String classPath, Path classes, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(ChildJvm.java(), "-cp", classPath + File.pathSeparator + classes));
        command.addAll(1, ChildJvm.QUICK_START);
        command.addAll(List.of(arguments));
        return ChildJvm.running(folder, environment).command(command);
    }

    private static void compile(String classPath, Path classes, String... sources) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("-Xlint:all,-try,-path", "-Werror", "-proc:none", "-cp", classPath, "-d", classes.toString()));
        for (String source : sources) {
            Path file = classes.resolve(className(source) + ".java");
            arguments.add(Files.writeString(file, source).toString());
        }
        ByteArrayOutputStream diagnostics = new ByteArrayOutputStream();
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, diagnostics, diagnostics, arguments.toArray(String[]::new));
        assertThat(result).as(diagnostics.toString(StandardCharsets.UTF_8)).isZero();
    }

    private static String className(String source) {
        return Pattern.compile("^(?:final )?class (\\w+)", Pattern.MULTILINE)
                .matcher(source)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }
}
