package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Configures a sandbox with flags, with environment variables, and with neither. */
@Timeout(60)
class SandboxCommandTest {
    private static final Map<String, String> ALL = Map.ofEntries(
            Map.entry("--port", "0"),
            Map.entry("--cors", "http://localhost:5173 https://app.example"),
            Map.entry("--segments", "7"),
            Map.entry("--seed", "-3"),
            Map.entry("--tenant", "first second=2"),
            Map.entry("--rate-limit", "bucket"),
            Map.entry("--requests-per-second", "5"),
            Map.entry("--retry-after", "seconds"),
            Map.entry("--max-page-size", "3"),
            Map.entry("--paging", "live"),
            Map.entry("--fault", "status=503,times=1 gzip,probability=0 status=429,endpoint=token"),
            Map.entry("--verbose", "true"));

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void everyFlagReachesTheSandbox() throws Exception {
        List<String> args = new ArrayList<>();
        ALL.forEach((flag, value) -> args.add(flag + "=" + value));

        assertIsConfigured(Map.of(), args.toArray(String[]::new));
    }

    @Test
    void everyVariableReachesTheSandbox() throws Exception {
        Map<String, String> variables = new HashMap<>();
        ALL.forEach((flag, value) -> variables.put(variable(flag), value));

        assertIsConfigured(variables);
    }

    private void assertIsConfigured(Map<String, String> environment, String... args) throws Exception {
        File err = folder.resolve("err").toFile();
        Process process = started(environment, err, args);
        try (BufferedReader lines = process.inputReader()) {
            List<String> banner = banner(lines);
            String url = valueOf("base-url:", banner);
            assertThat(valueOf("also:", banner))
                    .isEqualTo(
                            "tenant=second access-token=sandbox-access-token-second"
                                    + " client-id=sandbox-client-id-second client-secret=sandbox-client-secret-second segments=2");
            String admin = valueOf("admin:", banner);
            assertThat(get(admin + "config"))
                    .contains(
                            "\"rateLimit\":\"bucket\",\"requestsPerSecond\":5,\"retryAfter\":\"seconds\"",
                            "\"paging\":\"live\"",
                            "\"name\":\"first\"",
                            "\"segments\":7}");
            assertThat(get(admin + "faults"))
                    .contains(
                            "\"gzip\"],\"probability\":0.0",
                            "\"status 503\"],\"times\":1",
                            "\"status 429\"],\"endpoint\":\"token\",\"times\":1");
            assertThat(get(admin + "segments?tenant=second")).contains("\"total\":2");
            assertThat(allowedOrigin(url, "https://app.example")).isEqualTo("https://app.example");
            get(url + "/segments?limit=1");
            // The line is printed after the answer has been sent.
            while (err.length() == 0) {
                Thread.onSpinWait();
            }
        } finally {
            process.destroy();
        }
        assertThat(process.waitFor()).isEqualTo(143);
        assertThat(err)
                .content()
                .matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z GET /api/segments\\?limit=1 -> 503 \\[status 503] \\d+ ms\\R")
                .doesNotContain("sandbox-access-token");
    }

    @Test
    void atAnotherAddressTheAdminInterfaceAnswersWithTheTokenThatIsPrinted() throws Exception {
        File err = folder.resolve("err").toFile();
        Process process = started(Map.of("SANDBOX_BIND", "127.0.0.2"), err, "--port=0");
        try (BufferedReader lines = process.inputReader()) {
            List<String> banner = banner(lines);
            String admin = valueOf("admin:", banner);
            String token = valueOf("admin-token:", banner);

            assertThat(admin).startsWith("http://127.0.0.2:");
            assertThat(valueOf("base-url:", banner)).startsWith("http://127.0.0.2:");
            assertThat(valueOf("browser:", banner)).isEqualTo(admin.replace("_sandbox/", "#admin-token=" + token));
            assertThat(valueOf("reachable:", banner)).isEqualTo("from this machine only");
            assertThat(get(admin + "health")).contains("\"status\":401");
            assertThat(get(admin + "health", token)).contains("\"status\":\"up\"");
        } finally {
            process.destroy();
            process.waitFor();
        }
        assertThat(err).isEmpty();
    }

    @Test
    void aTokenThatIsGivenIsNotPrinted() throws Exception {
        Process process = started(
                Map.of("SANDBOX_ADMIN_TOKEN", "topsecret"),
                folder.resolve("err").toFile(),
                "--bind=0.0.0.0",
                "--port=0",
                "--allowed-host=sandbox");
        try (BufferedReader lines = process.inputReader()) {
            List<String> banner = banner(lines);
            String admin = valueOf("admin:", banner);

            assertThat(valueOf("admin-token:", banner)).isEqualTo("as set by SANDBOX_ADMIN_TOKEN");
            assertThat(valueOf("browser:", banner)).isEqualTo(admin.replace("_sandbox/", ""));
            assertThat(valueOf("reachable:", banner))
                    .startsWith("from other machines too, at http://")
                    .endsWith(admin.replace("127.0.0.1", "sandbox").replace("_sandbox/", ""));
            assertThat(banner).noneMatch(line -> line.contains("topsecret"));
            assertThat(get(admin + "health", "topsecret")).contains("\"status\":\"up\"");
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void aTokenThatCannotBeSentIsReportedWithoutShowingIt() {
        Run run = Run.of("sandbox", "--admin-token=top secret");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--admin-token", "visible characters").doesNotContain("top secret");
    }

    @Test
    void aFlagWinsOverAVariable() throws Exception {
        Process process = started(
                Map.of("SANDBOX_SEGMENTS", "5", "SANDBOX_PORT", "nonsense", "SANDBOX_VERBOSE", "true"),
                folder.resolve("err").toFile(),
                "--segments",
                "6",
                "--port",
                "0",
                "-v");
        try (BufferedReader lines = process.inputReader()) {
            assertThat(valueOf("segments:", banner(lines))).isEqualTo("6");
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void theCurlCommandWorksWhenItIsPasted() throws Exception {
        assumeTrue(hasCurl(), "this machine has no curl");
        Process process = started(Map.of(), folder.resolve("err").toFile(), "--port", "0", "--segments", "3");
        try (BufferedReader lines = process.inputReader()) {
            String curl = banner(lines).stream()
                    .filter(line -> line.startsWith("curl "))
                    .findFirst()
                    .orElseThrow();

            assertThat(pasted(curl)).content().contains("\"next_token\":", "\"data\":[{\"id\":");
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    /** Runs commands in a shell and returns their output. */
    private File pasted(String lines) throws Exception {
        File out = folder.resolve("out").toFile();
        int code = ChildJvm.running(folder, Map.of())
                .command("sh", "-eu", "-c", lines)
                .redirectOutput(out)
                .start()
                .waitFor();
        assertThat(code).isZero();
        return out;
    }

    @ParameterizedTest
    @ValueSource(strings = {"./segments", "./it's a tree/segments"})
    void theExportCommandWorksWhenItIsPasted(String typed) throws Exception {
        Path launcher = folder.resolve(typed);
        Files.createDirectories(launcher.getParent());
        Files.writeString(launcher, "#!/bin/sh\necho $AMPERITY_TENANT \"$@\"\n");
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        Process process = ChildJvm.running(
                        folder,
                        Map.of(),
                        "-Dsegments.command=" + typed,
                        Segments.class.getName(),
                        "sandbox",
                        "--port=0")
                .redirectError(folder.resolve("err").toFile())
                .start();
        try (BufferedReader lines = process.inputReader()) {
            List<String> banner = banner(lines);
            String export = String.join("\n", banner.subList(banner.size() - 2, banner.size()));

            assertThat(pasted(export)).hasContent("acme export --output segments.csv");
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
      --port                | 65536         | from 0 to 65535, not "65536"
      --port                | x             | from 0 to 65535
      --bind                | localhost     | an IP address of this machine, or 0.0.0.0 or :: for all of them
      --allowed-host        | http://a:80   | without a scheme and a port
      --cors                | *             | such as http://localhost:5173, and nothing after them
      --segments            | -1            | from 0 to 2147483647
      --seed                | 1.5           | a whole number of 64 bits, not "1.5"
      --data                | none.csv      | the file none.csv does not exist
      --tenant              | a/b           | must be a host label
      --tenant              | a=-1          | from 0 to 2147483647
      --tenant              | a a           | names a twice
      --rate-limit          | often         | 'it must be sliding|fixed|bucket|weighted|paced|none'
      --requests-per-second | 0             | from 1 to 2147483647
      --retry-after         | later         | 'it must be none|seconds|date'
      --max-page-size       | 0             | from 1 to 2147483647
      --paging              | both          | 'it must be snapshot|live'
      --fault               | nonsense      | There is no fault "nonsense"; there is status, latency
      --fault               | gzip status=1 | from 400 to 599
      --verbose             | maybe         | 'maybe' is not a boolean
      """)
    void aWrongValueIsReportedWithItsFlagOrItsVariable(String flag, String value, String allowed) {
        Run byFlag = Run.of("sandbox", flag + "=" + value);
        Run byVariable = Run.with(Map.of(variable(flag), value), "sandbox");

        assertThat(byFlag.code()).isEqualTo(2);
        assertThat(byFlag.out()).isEmpty();
        assertThat(byFlag.err()).contains(flag).contains(allowed);
        assertThat(byFlag.err().lines()).hasSize(2);
        assertThat(byVariable.code()).isEqualTo(2);
        assertThat(byVariable.err()).contains(variable(flag)).contains(allowed);
        assertThat(byVariable.err().lines().findFirst().orElseThrow()).doesNotContain(flag);
    }

    @Test
    void conflictingSettingsAreReportedWithTheirFlagOrVariable() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "id,name\n1,A\n");

        assertThat(Run.with(Map.of("SANDBOX_SEGMENTS", "5"), "sandbox", "--data", file.toString())
                        .err())
                .contains("--data brings its own segments: leave out SANDBOX_SEGMENTS");
        assertThat(Run.of("sandbox", "--tenant", "a=5", "--data", file.toString())
                        .err())
                .contains("leave out =N in --tenant");
        Files.writeString(file, "id\n1\n");
        Run bad = Run.with(Map.of("SANDBOX_DATA", file.toString()), "sandbox");
        assertThat(bad.err()).contains("SANDBOX_DATA: The file", "with the columns id and name");
        assertThat(bad.code()).isEqualTo(2);
    }

    @Test
    void helpIsPrintedEvenIfAVariableIsWrong() {
        Run help = Run.with(Map.of("SANDBOX_PORT", "x"), "sandbox", "--help");

        assertThat(help.code()).isZero();
        assertThat(help.out())
                .contains(
                        "--bind",
                        "SANDBOX_ADMIN_TOKEN",
                        "--retry-after",
                        "SANDBOX_RATE_LIMIT",
                        "status=503",
                        "endpoint=token");
        assertThat(help.out().lines()).allMatch(line -> line.length() <= 100);
    }

    private Process started(Map<String, String> environment, File err, String... args) throws IOException {
        List<String> all = new ArrayList<>(List.of(Segments.class.getName(), "sandbox"));
        all.addAll(List.of(args));
        return ChildJvm.running(folder, environment, all.toArray(String[]::new))
                .redirectError(err)
                .start();
    }

    private List<String> banner(BufferedReader lines) throws IOException {
        List<String> banner = new ArrayList<>();
        String line;
        do {
            line = lines.readLine();
            assertThat(line)
                    .as(() -> {
                        try {
                            return Files.readString(folder.resolve("err"));
                        } catch (IOException e) {
                            return e.toString();
                        }
                    })
                    .isNotNull();
            banner.add(line);
        } while (!line.endsWith(" export --output segments.csv"));
        return banner;
    }

    private static String valueOf(String key, List<String> banner) {
        return banner.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).strip())
                .findFirst()
                .orElseThrow();
    }

    /** Asks as a browser does before it sends a request of another origin. */
    private String allowedOrigin(String url, String origin) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/segments"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "GET")
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding())
                .headers()
                .firstValue("Access-Control-Allow-Origin")
                .orElse("");
    }

    private String get(String url) throws Exception {
        return get(url, "sandbox-access-token");
    }

    private String get(String url, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + token)
                .header("amperity-tenant", "first")
                .header("api-version", "2024-04-01")
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    static boolean hasCurl() throws Exception {
        return new ProcessBuilder("sh", "-c", "command -v curl >/dev/null")
                        .start()
                        .waitFor()
                == 0;
    }

    private static String variable(String flag) {
        return "SANDBOX_" + flag.substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
