package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.segments4j.cli.verify.report.ReportFormat;
import io.github.segments4j.sandbox.Fault;
import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Sandbox;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyCommandTest {
    @TempDir
    Path folder;

    @Test
    void theSandboxKeepsToTheContract() {
        Run run = Run.of("verify", "--sandbox");

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().toList())
                .satisfiesExactly(
                        server -> assertThat(server)
                                .matches("tenant=acme, baseUrl=http://127.0.0.1:\\d+/api,"
                                        + " compared with version 2024-04-01 of the contract"),
                        skipped -> assertThat(skipped)
                                .isEqualTo("not checked: access-token: there is no API key, but an access token"),
                        summary -> assertThat(summary)
                                .isEqualTo("no findings in 27 of 28 checks, 29 requests, pages requested: 10"));
    }

    @Test
    void theRateLimitIsKept() throws IOException {
        try (Sandbox sandbox = Sandbox.builder().rateLimit(Limit.NONE).start()) {
            long start = System.nanoTime();

            assertThat(verify(sandbox).code()).isZero();

            int requests = sandbox.requests().all().size();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThan(Duration.ofMillis(100L * (requests - 10)));
        }
    }

    @Test
    void aFindingNamesTheRequestAndTheAnswerAndTheExitCodeIs6() throws IOException {
        try (Sandbox sandbox = Sandbox.builder().segments(5).start()) {
            sandbox.faults().always(Fault.rowWithoutId());

            Run run = verify(sandbox, "--quiet");

            assertThat(run.code()).isEqualTo(6);
            assertThat(run.err()).isEmpty();
            assertThat(run.out()).contains("""
          breaks: missing-field Segment.id
            request:  GET /api/segments?limit=1&with_total=true
            contract: string, required
            answer:   data[0] has no id
          """).contains("1 breaking, 0 new, 0 informational in 26 of 28 checks");
        }
    }

    @Test
    void aNewFindingHasExitCode6AndAnInformationalOneHas0() throws IOException {
        try (Sandbox sandbox = Sandbox.builder().segments(5).start()) {
            sandbox.faults().always(Fault.unknownStatus());
            Run informed = verify(sandbox);
            sandbox.faults().clear();
            Instant date = Instant.parse("2027-05-01T00:00:00Z");
            sandbox.faults().always(Fault.deprecated(date, date));
            Run warned = verify(sandbox, "--quiet");

            assertThat(informed.code()).isZero();
            assertThat(informed.out()).contains("informational: unknown-value Segment.status\n");
            assertThat(warned.code()).isEqualTo(6);
            assertThat(warned.out())
                    .contains("new: retirement-announced Deprecation, Sunset\n")
                    .contains("answer:   Deprecation: Sat, 01 May 2027 00:00:00 GMT; Sunset: Sat, 01 May");
        }
    }

    @Test
    void aJUnitReportIsWrittenToAFile() throws IOException {
        Path file = folder.resolve("verify.xml");

        Run run = Run.of("verify", "--sandbox", "--format", "junit", "--output", file.toString(), "--max-pages", "1");

        assertThat(run).isEqualTo(new Run(0, "", ""));
        assertThat(Files.readString(file))
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
                .contains(" tests=\"28\" failures=\"0\" errors=\"0\" skipped=\"9\" ")
                .contains("<skipped message=\"--max-pages allows no more than 1\"/>")
                .endsWith("</testsuites>\n");
    }

    @ParameterizedTest
    @EnumSource
    void aReportIsWrittenEvenIfNothingCouldBeChecked(ReportFormat format) throws IOException {
        Path file = Files.writeString(folder.resolve("report"), "earlier");
        try (Sandbox sandbox = Sandbox.builder().start()) {
            sandbox.faults().always(Fault.expiredToken());

            Run run = verify(sandbox, "--format", format.name().toLowerCase(Locale.ROOT), "--output", file.toString());

            assertThat(run.code()).isEqualTo(3);
            assertThat(run.err()).startsWith("segments: GET http://").contains("401");
            assertThat(file)
                    .content()
                    .contains("first-page", "was answered 401", "paging", "the first page could not be read");
        }
    }

    @Test
    void anAccessTokenThatCannotBeSentIsAFinding() throws Exception {
        Path file = folder.resolve("report.json");
        File err = folder.resolve("err").toFile();
        try (FakeTokens api = new FakeTokens("{\"access_token\":\"\",\"expires_in\":60,\"token_type\":\"Bearer\"}")) {
            Process process = ChildJvm.segments(
                    folder,
                    Map.of(
                            "AMPERITY_TENANT", "acme",
                            "AMPERITY_BASE_URL", api.baseUrl(),
                            "AMPERITY_CLIENT_ID", "id",
                            "AMPERITY_CLIENT_SECRET", "a-secret-of-some-length"),
                    err,
                    err,
                    "verify",
                    "--format",
                    "json",
                    "--output",
                    file.toString());

            assertThat(process.waitFor()).isEqualTo(6);
            assertThat(file).content().contains("access-token-unusable", "there is no access token");
        }
    }

    @Test
    void onlyWhatIsNewSinceAnEarlierReportCounts() throws IOException {
        Path file = folder.resolve("report.json");
        try (Sandbox sandbox = Sandbox.builder().segments(5).start()) {
            sandbox.faults().always(Fault.unknownFields());
            Run first = verify(sandbox, "--format", "json", "--output", file.toString());
            Run second = verify(sandbox, "--compare", file.toString());
            sandbox.faults().always(Fault.rowWithoutId());
            Run third = verify(sandbox, "--format", "json", "--output", file.toString(), "--compare", file.toString());
            Run fourth = verify(sandbox, "--compare", file.toString());

            assertThat(first.code()).isEqualTo(6);
            assertThat(second.code()).isZero();
            assertThat(second.out()).contains("no new findings, ", "the earlier report has them: ", "unknown-field");
            assertThat(third.code()).isEqualTo(6);
            assertThat(fourth.code()).isZero();
        }
    }

    @Test
    void aFolderCannotBeComparedWith() {
        Run run = Run.of("verify", "--tenant", "acme", "--compare", folder.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(folder + " is not a JSON report of segments verify");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"findings\":[]}", "{\"findings\":[{}],\"checks\":[]}", "<testsuites/>"})
    void whatIsNoReportCannotBeComparedWith(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("other.json"), content);

        Run run = Run.of("verify", "--tenant", "acme", "--compare", file.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(file + " is not a JSON report of segments verify");
    }

    @Test
    void theReportToCompareWithMustExistAndNotBeReplacedByAnotherFormat() throws IOException {
        Path file = folder.resolve("report.json");
        Run without = Run.of("verify", "--sandbox", "--compare", file.toString());
        Files.writeString(file, "{\"findings\":[],\"checks\":[]}");
        Run replaced = Run.of("verify", "--sandbox", "--compare", file.toString(), "--output", file.toString());

        assertThat(without.code()).isEqualTo(2);
        assertThat(without.err()).contains("there is no report " + file);
        assertThat(replaced.code()).isEqualTo(2);
        assertThat(replaced.err()).contains("choose --format json, or another file");
    }

    @Test
    void aServerThatFailsHasItsExitCode() throws IOException {
        try (Sandbox sandbox = Sandbox.builder().start()) {
            sandbox.faults().always(Fault.status(503));

            assertThat(verify(sandbox, "--quiet").code()).isEqualTo(5);
        }
    }

    @Test
    void wrongSettingsAreRefused() {
        assertThat(Run.of("verify", "--sandbox", "--max-pages", "0").code()).isEqualTo(2);
        assertThat(Run.of("verify", "--sandbox", "--format", "csv").code()).isEqualTo(2);
        assertThat(Run.of("verify", "--tenant", "acme", "--base-url", "http://example.com/api")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void anApiKeyFromTheEnvironmentIsUsed() throws Exception {
        File out = folder.resolve("out").toFile();
        try (Sandbox sandbox = Sandbox.builder().start()) {
            Process process = ChildJvm.segments(
                    folder,
                    Map.of(
                            "AMPERITY_TENANT", sandbox.tenant(),
                            "AMPERITY_BASE_URL", sandbox.baseUrl(),
                            "AMPERITY_CLIENT_ID", sandbox.clientId(),
                            "AMPERITY_CLIENT_SECRET", sandbox.clientSecret()),
                    out,
                    out,
                    "verify");

            assertThat(process.waitFor()).isZero();
            assertThat(Files.readString(out.toPath())).contains("no findings in 28 of 28 checks");
        }
    }

    /** A token endpoint that always sends the same answer. */
    private record FakeTokens(HttpServer server) implements AutoCloseable {
        FakeTokens(String answer) throws IOException {
            this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            server.createContext("/", exchange -> {
                byte[] body = answer.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
        }

        String baseUrl() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/api";
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private Run verify(Sandbox sandbox, String... more) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), sandbox.accessToken());
        List<String> args = new ArrayList<>(List.of(
                "verify",
                "--tenant",
                sandbox.tenant(),
                "--base-url",
                sandbox.baseUrl(),
                "--access-token-file",
                token.toString()));
        args.addAll(List.of(more));
        return Run.of(args.toArray(String[]::new));
    }
}
