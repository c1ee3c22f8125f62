package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recipes in {@code examples/sandbox} for a sandbox in a container. What a container would run runs as a process of this
 * machine, with the arguments and variables of the recipe, but on a free port.
 */
@Timeout(60)
class SandboxRecipesTest {
    private static final Path RECIPES = Path.of("..", "examples", "sandbox");

    @TempDir
    Path folder;

    private Process process;
    private int port;

    @AfterEach
    void stop() throws Exception {
        if (process != null) {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void theComposeFileStartsASandboxThatItsProgramsReach() throws Exception {
        JsonNode services = yaml("compose.yaml").path("services");
        JsonNode sandbox = services.path("sandbox");
        start(texts(sandbox.path("command")), Map.of("SANDBOX_ADMIN_TOKEN", ""));

        assertThat(sandbox.path("environment").path("SANDBOX_ADMIN_TOKEN").asText())
                .isEqualTo("${SANDBOX_ADMIN_TOKEN:-}");
        assertThat(texts(sandbox.path("ports"))).containsExactly("127.0.0.1:8080:8080");
        assertAnswers(services.path("program").path("environment"));
        assertThat(get("/_sandbox/health", "sandbox")).startsWith("HTTP/1.1 401 ");
    }

    @Test
    void theHealthCheckOfTheComposeFileSucceedsOnceTheSandboxListens() throws Exception {
        JsonNode sandbox = yaml("compose.yaml").path("services").path("sandbox");
        List<String> check = texts(sandbox.path("healthcheck").path("test"));
        assumeTrue(new File("/bin/bash").exists(), "this machine has no bash");
        start(texts(sandbox.path("command")), Map.of());
        assertThat(check.get(0)).isEqualTo("CMD");
        List<String> command = check.stream()
                .skip(1)
                .map(word -> word.replace("8080", String.valueOf(port)))
                .toList();

        assertThat(exitCode(command)).isZero();

        stop();
        assertThat(exitCode(command)).isNotZero();
    }

    @Test
    void theServiceOfGitLabAnswersTheJob() throws Exception {
        JsonNode job = yaml("gitlab-ci.yaml").path("test");
        JsonNode service = job.path("services").path(0);
        JsonNode variables = job.path("variables");
        String token = variables.path("SANDBOX_ADMIN_TOKEN").asText();
        start(texts(service.path("command")), Map.of("SANDBOX_ADMIN_TOKEN", token));

        assertThat(service.path("alias").asText()).isEqualTo("sandbox");
        assertAnswers(variables);
        assertThat(get("/_sandbox/health", "sandbox", "Authorization: Bearer " + token))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void theStepsOfGitHubStartASandboxAndWaitForIt() throws Exception {
        JsonNode job = yaml("github-actions.yaml").path("jobs").path("test");
        String run = job.path("steps").path(1).path("run").asText();
        String wait = job.path("steps").path(2).path("run").asText();
        Matcher docker = Pattern.compile("docker run --detach --publish 127.0.0.1:8080:8080 --env SANDBOX_ADMIN_TOKEN"
                        + " segments (.*)")
                .matcher(run);
        assertThat(docker.matches()).isTrue();
        start(
                List.of(docker.group(1).split(" ")),
                Map.of(
                        "SANDBOX_ADMIN_TOKEN",
                        job.path("env").path("SANDBOX_ADMIN_TOKEN").asText()));

        assertAnswers(job.path("env"));
        assumeTrue(SandboxCommandTest.hasCurl(), "this machine has no curl");
        assertThat(exitCode(List.of(wait.replace("8080", String.valueOf(port)).split(" "))))
                .isZero();
    }

    @Test
    void theTestWithTestcontainersCompilesAndStartsTheSandboxAsTheOthersDo() throws Exception {
        Path source = RECIPES.resolve("SandboxContainerTest.java");
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        ChildJvm.classPath(),
                        "-d",
                        folder.toString(),
                        source.toString());
        Matcher command = Pattern.compile("withCommand\\((.*)\\)").matcher(Files.readString(source));
        assertThat(code).isZero();
        assertThat(command.find()).isTrue();
        start(List.of(command.group(1).replace("\"", "").split(", ")), Map.of("SANDBOX_ADMIN_TOKEN", "x"));

        assertThat(get("/", "localhost")).startsWith("HTTP/1.1 200 ");
        assertThat(get("/_sandbox/health", "localhost", "Authorization: Bearer x"))
                .startsWith("HTTP/1.1 200 ");
    }

    /** Sends the request of a program that has these variables. */
    private void assertAnswers(JsonNode variables) throws IOException {
        URI baseUrl = URI.create(variables.path("AMPERITY_BASE_URL").asText());
        assertThat(baseUrl.getPort()).as("the default port").isEqualTo(8080);
        assertThat(get(
                        baseUrl.getPath() + "/segments",
                        baseUrl.getHost(),
                        "Authorization: Bearer "
                                + variables.path("AMPERITY_ACCESS_TOKEN").asText(),
                        "amperity-tenant: " + variables.path("AMPERITY_TENANT").asText(),
                        "api-version: 2024-04-01"))
                .startsWith("HTTP/1.1 200 ");
    }

    private void start(List<String> args, Map<String, String> environment) throws IOException {
        assertThat(args).startsWith("sandbox").doesNotContain("--port");
        Path err = folder.resolve("err");
        Map<String, String> all = new HashMap<>(environment);
        all.put("SANDBOX_PORT", "0");
        process = ChildJvm.running(
                        folder,
                        all,
                        Stream.concat(Stream.of(Segments.class.getName()), args.stream())
                                .toArray(String[]::new))
                .redirectError(err.toFile())
                .start();
        BufferedReader lines = process.inputReader();
        String line = lines.readLine();
        while (line != null && !line.startsWith("base-url:")) {
            line = lines.readLine();
        }
        assertThat(line).as(Files.readString(err)).isNotNull();
        port = URI.create(line.substring("base-url:".length()).strip()).getPort();
    }

    /** Names the host as a client in another container does, which no HTTP client of the JDK can. */
    private String get(String path, String host, String... headers) throws IOException {
        List<String> lines = new ArrayList<>(
                List.of("GET " + path + " HTTP/1.1", "Host: " + host + ":" + port, "Connection: close"));
        lines.addAll(List.of(headers));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int exitCode(List<String> command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static JsonNode yaml(String name) throws IOException {
        return new YAMLMapper().readTree(RECIPES.resolve(name).toFile());
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
