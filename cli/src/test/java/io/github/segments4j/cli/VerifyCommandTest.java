package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.sandbox.Fault;
import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Sandbox;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                                .isEqualTo("no findings in 19 of 20 checks, 21 requests, pages requested: 8"));
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
          """).contains("1 breaking, 0 new, 0 informational in 19 of 20 checks");
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
                    .contains("new: retirement-announced\n")
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
                .contains(" tests=\"20\" failures=\"0\" errors=\"0\" skipped=\"5\" ")
                .contains("<skipped message=\"--max-pages allows no more than 1\"/>")
                .endsWith("</testsuites>\n");
    }

    @Test
    void wrongCredentialsHaveTheirExitCodeAndLeaveTheFileAsItWas() throws IOException {
        Path file = Files.writeString(folder.resolve("verify.json"), "earlier");
        try (Sandbox sandbox = Sandbox.builder().start()) {
            sandbox.faults().always(Fault.expiredToken());

            Run run = verify(sandbox, "--format", "json", "--output", file.toString());

            assertThat(run.code()).isEqualTo(3);
            assertThat(run.err()).startsWith("segments: GET http://").contains("401");
            assertThat(file).hasContent("earlier");
        }
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
            assertThat(Files.readString(out.toPath())).contains("no findings in 20 of 20 checks");
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
