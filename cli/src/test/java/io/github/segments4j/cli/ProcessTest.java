package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.segments4j.sandbox.Sandbox;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour that needs another process: the environment, signals, full disks. */
class ProcessTest {
    @TempDir
    Path folder;

    private File out;
    private File err;

    @BeforeEach
    void files() {
        out = folder.resolve("out").toFile();
        err = folder.resolve("err").toFile();
    }

    @Test
    void settingsWithoutAFlagComeFromTheEnvironment() throws Exception {
        try (Sandbox sandbox = Sandbox.builder().segments(7).start()) {
            Map<String, String> environment = Map.of(
                    "AMPERITY_TENANT", sandbox.tenant(),
                    "AMPERITY_BASE_URL", sandbox.baseUrl(),
                    "AMPERITY_CLIENT_ID", sandbox.clientId(),
                    "AMPERITY_CLIENT_SECRET", sandbox.clientSecret());

            int code = ChildJvm.segments(folder, environment, out, err, "count").waitFor();

            assertThat(err).hasContent("");
            assertThat(out).hasContent("7");
            assertThat(code).isZero();
        }
    }

    @Test
    void anInterruptedExportLeavesTheEarlierFileAndNothingElse() throws Exception {
        CountDownLatch requested = new CountDownLatch(1);
        HttpServer stalled = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stalled.createContext("/", exchange -> requested.countDown());
        stalled.start();
        Path exports = Files.createDirectory(folder.resolve("exports"));
        Path file = Files.writeString(exports.resolve("segments.csv"), "earlier");
        Map<String, String> environment = Map.of(
                "AMPERITY_TENANT", "acme",
                "AMPERITY_BASE_URL", "http://127.0.0.1:" + stalled.getAddress().getPort(),
                "AMPERITY_ACCESS_TOKEN", "token");

        Process export = ChildJvm.segments(folder, environment, out, err, "export", "--output", file.toString());
        requested.await();
        assertThat(exports.toFile().list())
                .as("the earlier file and the new one")
                .hasSize(2);
        export.destroy();
        int code = export.waitFor();
        stalled.stop(0);

        assertThat(code).isEqualTo(143);
        assertThat(file).hasContent("earlier");
        assertThat(exports.toFile().list()).containsExactly("segments.csv");
    }

    @Test
    void noOutputAndNoFileOfAFailedExportContainsASecret() throws Exception {
        String token = "acc3ss/t0ken";
        Path exports = Files.createDirectory(folder.resolve("exports"));
        HttpServer echo = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        echo.createContext("/", exchange -> {
            boolean first = exchange.getRequestURI().getQuery() == null;
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            byte[] body = (first
                            ? "{\"next_token\":\"t\",\"data\":[{\"id\":\"a\",\"name\":\"A\"}]}"
                            : "{\"message\":\"not " + authorization + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(first ? 200 : 403, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        echo.start();
        Map<String, String> environment = Map.of(
                "JAVA_TOOL_OPTIONS",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                "AMPERITY_TENANT",
                "acme",
                "AMPERITY_BASE_URL",
                "http://127.0.0.1:" + echo.getAddress().getPort(),
                "AMPERITY_ACCESS_TOKEN",
                token);
        String file = exports.resolve("segments.csv").toString();

        int code = ChildJvm.segments(folder, environment, out, err, "export", "--output", file)
                .waitFor();
        echo.stop(0);

        assertThat(code).isEqualTo(3);
        assertThat(err).content().contains("DEBUG", "was answered 403: not Bearer ***");
        assertThat(exports.toFile().list())
                .containsExactlyInAnyOrder("segments.csv.segments-part", "segments.csv.segments-checkpoint");
        for (File written :
                new File[] {out, err, new File(file + ".segments-part"), new File(file + ".segments-checkpoint")}) {
            assertThat(written).content().doesNotContain("acc3ss");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsReported() throws Exception {
        int code = ChildJvm.segments(folder, Map.of(), new File("/dev/full"), err, "count", "--sandbox")
                .waitFor();

        assertThat(code).isEqualTo(1);
        assertThat(err).content().isEqualTo("segments: can't write the data: No space left on device\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8", "de_DE.UTF-8"})
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aReaderThatHasSeenEnoughEndsTheCommandInSilence(String locale) throws Exception {
        Process export = ChildJvm.running(
                        folder,
                        Map.of("LC_ALL", locale),
                        Segments.class.getName(),
                        "export",
                        "--sandbox",
                        "--format",
                        "ndjson",
                        "--quiet")
                .redirectError(err)
                .start();

        try (var head = export.inputReader()) {
            assertThat(head.readLine()).startsWith("{");
        }

        assertThat(export.waitFor()).isEqualTo(141);
        assertThat(err).hasContent("");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aNameThatTheLocaleCannotEncodeIsRefused() throws Exception {
        ProcessBuilder count = ChildJvm.running(
                folder, Map.of("LC_ALL", "C"), Segments.class.getName(), "export", "--sandbox", "--output");
        // The shell adds the name in UTF-8, whatever the locale of this JVM is.
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" \"$(printf '\\303\\274.csv')\"", "sh"));
        command.addAll(count.command());

        Process export =
                count.command(command).redirectOutput(out).redirectError(err).start();

        // A JVM for macOS uses UTF-8 in every locale.
        if (export.waitFor() != 0) {
            assertThat(export.exitValue()).isEqualTo(2);
            assertThat(err).content().contains("'--output'", "set LC_ALL to a locale with UTF-8");
        }
        assertThat(folder.toFile().list()).doesNotContain("??.csv", "\uFFFD\uFFFD.csv");
    }

    @Test
    void verboseShowsTheRequests() throws Exception {
        int code = ChildJvm.segments(folder, Map.of(), out, err, "count", "--sandbox", "--verbose")
                .waitFor();

        assertThat(code).isZero();
        assertThat(out).hasContent("1000");
        assertThat(err)
                .content()
                .containsPattern("DEBUG GET http://127\\.0\\.0\\.1:\\d+/api/segments was answered 200");
    }

    @Test
    void numbersLookTheSameInEveryLocale() throws Exception {
        Process sandbox = ChildJvm.running(
                        folder,
                        Map.of(),
                        "-Duser.language=ar",
                        "-Duser.country=EG",
                        Segments.class.getName(),
                        "sandbox",
                        "--port",
                        "0")
                .start();
        try (var lines = sandbox.inputReader()) {
            assertThat(lines.lines().filter(line -> line.startsWith("browser:")).findFirst())
                    .hasValueSatisfying(line -> assertThat(line).matches("browser: +http://127\\.0\\.0\\.1:[0-9]+/"));
        } finally {
            sandbox.destroy();
        }
    }

    @Test
    void aSandboxPrintsItsAddressAndEndsWhenItIsTerminated() throws IOException, InterruptedException {
        Process sandbox = ChildJvm.running(
                        folder,
                        Map.of(),
                        Segments.class.getName(),
                        "sandbox",
                        "--port",
                        "0",
                        "--segments",
                        "12",
                        "--rate-limit",
                        "weighted",
                        "--requests-per-second",
                        "20")
                .start();
        String url = null;
        try (var lines = sandbox.inputReader()) {
            while (url == null) {
                String line = lines.readLine();
                assertThat(line).as("a line with the base URL").isNotNull();
                url = line.startsWith("base-url:") ? line.substring(9).strip() : null;
            }
            int count = ChildJvm.segments(
                            folder,
                            Map.of(
                                    "AMPERITY_TENANT",
                                    "acme",
                                    "AMPERITY_BASE_URL",
                                    url,
                                    "AMPERITY_ACCESS_TOKEN",
                                    "sandbox-access-token"),
                            out,
                            err,
                            "count")
                    .waitFor();
            assertThat(count).isZero();
            assertThat(out).hasContent("12");
        } finally {
            sandbox.destroy();
        }

        assertThat(sandbox.waitFor()).isEqualTo(143);
    }
}
