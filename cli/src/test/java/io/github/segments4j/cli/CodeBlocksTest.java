package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Runs every code block of README.md and docs/, so that the examples are correct. */
class CodeBlocksTest {
    private static final Path PROJECT = CodeBlock.PROJECT;

    /** Needs tools that not everybody has. docs/recipes/run runs it. */
    private static final String RECIPES = "load.md";

    /** {@link CommandReferenceTest} compares it. */
    private static final String REFERENCE = "command-reference.md";

    @TempDir
    Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = Sandbox.builder().segments(1_000).rateLimit(Limit.NONE).start();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @TestFactory
    Stream<DynamicContainer> everyCodeBlockRuns() throws IOException {
        List<DynamicContainer> pages = new ArrayList<>();
        for (Path page : CodeBlock.pages()) {
            String name = page.getFileName().toString();
            if (!name.equals(RECIPES) && !name.equals(REFERENCE)) {
                pages.add(dynamicContainer(name, blocks(page, Files.createDirectory(folder.resolve(name)))));
            }
        }
        return pages.stream();
    }

    @Test
    void ciRunsTheTestsTheRecipesAndTheSite() throws IOException {
        assertThat(PROJECT.resolve(".ci/run"))
                .content()
                .containsPattern("\nexec mvn .*\\bverify\n|\nmvn .*\\bverify\n")
                .contains("\ndocs/recipes/run\n", "\ndocs/recipes/first-project\n", "\ndocs/site/run\n");
    }

    @Test
    void theFirstJavaBlockOfReadmeIsAWholeProgram() throws IOException {
        CodeBlock first = CodeBlock.of(PROJECT.resolve("README.md")).stream()
                .filter(block -> block.language().equals("java"))
                .findFirst()
                .orElseThrow();

        assertThat(first.code()).startsWith("import ").contains("public static void main");
    }

    /** The blocks of a page share a folder, and a block of text is what the block before it prints. */
    private Stream<DynamicNode> blocks(Path page, Path shared) throws IOException {
        StringBuilder printed = new StringBuilder();
        return CodeBlock.of(page).stream()
                .map(block -> dynamicTest(block.toString(), () -> {
                    if (block.language().equals("text")) {
                        assertThat(printed).hasToString(block.code());
                        return;
                    }
                    sandbox.reset();
                    printed.setLength(0);
                    printed.append(run(block, shared));
                }));
    }

    private String run(CodeBlock block, Path shared) throws Exception {
        if (block.isPartOfAnExample()) {
            return ""; // The tests of that module run it.
        }
        switch (block.language()) {
            case "java" -> {
                return new JavaBlock(shared, environment()).run(block.code());
            }
            case "sh" -> {
                return shell(block.code(), shared);
            }
            case "yaml" -> {
                return workflow(block.code(), shared);
            }
            case "crontab" -> {
                return crontab(block.code(), shared);
            }
            case "xml", "kotlin" -> Coordinates.require(block.code());
            case "python" -> // The conformance tests run it.
                assertThat(PROJECT.resolve("openapi/examples/python/list_segments.py"))
                        .hasContent(block.code());
            default -> throw new AssertionError("No block in " + block.language() + " can be run");
        }
        return "";
    }

    private String shell(String code, Path shared) throws Exception {
        if (code.startsWith("mvn ")) {
            assertThat(code).isEqualTo("mvn verify\n");
            return ""; // CI runs it. It would run this test.
        }
        if (code.equals("./install\n")) {
            return ""; // docs/recipes/first-project runs it, since it writes to the local Maven repository.
        }
        if (code.startsWith("mock-server/prism/mock")) {
            return ""; // The contract tests run it, since it needs Node.
        }
        int server = code.indexOf("./segments sandbox");
        if (server >= 0) {
            sandboxStarts(code.substring(server).strip().split(" "), shared);
            return shellLines(code.substring(0, server), shared);
        }
        return shellLines(code, shared);
    }

    private String shellLines(String code, Path shared) throws Exception {
        assumeTrue(!code.startsWith("curl ") || SandboxCommandTest.hasCurl(), "this machine has no curl");
        Path launcher = shared.resolve("segments");
        Files.writeString(launcher, """
                #!/bin/sh
                classes='%s' main=%s
                if [ "$1" = generate ]; then
                  classes='%s' main=io.github.segments4j.generate.Generate
                fi
                exec '%s' %s -cp "$classes" -Dsegments.home='%s' $main "$@"
                """.formatted(
                        ChildJvm.classPath(),
                        Segments.class.getName(),
                        PROJECT.resolve("generate/target/classes").toRealPath() + ":"
                                + PROJECT.resolve("generate/target/lib").toRealPath() + "/*",
                        ChildJvm.java(),
                        String.join(" ", ChildJvm.QUICK_START),
                        PROJECT.toRealPath()));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        String here = code.replace("http://127.0.0.1:8080/", "http://127.0.0.1:" + sandbox.port() + "/")
                .replace("conformance/contracts/", PROJECT.toRealPath() + "/conformance/contracts/");
        ProcessBuilder shell = ChildJvm.running(shared, environment()).command("sh", "-eu", "-c", here);
        shell.environment().put("HOME", shared.toString());
        shell.environment().merge("PATH", shared.toString(), (path, first) -> first + ":" + path);

        String out = ChildJvm.succeeding(shell, shared);

        for (MatchResult output :
                Pattern.compile("--output (\\S+)").matcher(code).results().toList()) {
            Path written = shared.resolve(output.group(1));
            assertThat(Files.isDirectory(written) ? written.resolve("README.md") : written)
                    .isNotEmptyFile();
        }
        return out;
    }

    /** Uses any free port, since the port of the page may be in use. */
    private void sandboxStarts(String[] words, Path shared) throws IOException, InterruptedException {
        if (List.of(words).contains("--data")) {
            Files.writeString(shared.resolve(words[List.of(words).indexOf("--data") + 1]), "id,name\na,b\n");
        }
        String[] args = words.clone();
        args[0] = Segments.class.getName();
        args[List.of(words).indexOf("--port") + 1] = "0";
        Process process = ChildJvm.running(shared, Map.of(), args).start();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.lines().anyMatch(line -> line.matches("base-url: +http://127.0.0.1:\\d+/api")))
                    .isTrue();
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    /** Runs the commands of a CI's workflow. */
    private String workflow(String yaml, Path shared) throws Exception {
        List<JsonNode> commands = new YAMLMapper().readTree(yaml).findValues("run");
        assertThat(commands).isNotEmpty();
        StringBuilder printed = new StringBuilder();
        for (JsonNode command : commands) {
            printed.append(shellLines(command.asText(), shared));
        }
        return printed.toString();
    }

    private String crontab(String line, Path shared) throws Exception {
        MatchResult entry = Pattern.compile("(?:[\\d*/,-]+ ){5}(.*\n)")
                .matcher(line)
                .results()
                .findFirst()
                .orElseThrow();
        return shellLines(entry.group(1), shared);
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("AMPERITY_TENANT", sandbox.tenant());
        environment.put("AMPERITY_ACCESS_TOKEN", sandbox.accessToken());
        environment.put("AMPERITY_CLIENT_ID", sandbox.clientId());
        environment.put("AMPERITY_CLIENT_SECRET", sandbox.clientSecret());
        environment.put("AMPERITY_BASE_URL", sandbox.baseUrl());
        return environment;
    }
}
