package io.github.segments4j.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PrismTest
class PrismLifecycleTest {
    @Test
    void oneMockAnswersAllTestsOfARun(Prism mock, Prism again) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(mock.url() + "/segments")).build();

        int status = HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();

        assertThat(status).isEqualTo(401);
        assertThat(again).isSameAs(mock);
    }

    @Test
    void isGoneWhenClosed() {
        Prism prism = Prism.mock(Prism.CONTRACT);
        ProcessHandle process = ProcessHandle.of(prism.pid()).orElseThrow();

        prism.close();

        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void isGoneWhenTheJvmThatStartedItIsKilled() throws Exception {
        Process jvm = startingPrism();
        ProcessHandle prism = startedBy(jvm);

        jvm.destroyForcibly(); // kill -9

        assertIsGoneSoon(prism);
    }

    @Test
    void isGoneWhenTheJvmThatStartedItForgetsIt() throws Exception {
        Process jvm = startingPrism();
        ProcessHandle prism = startedBy(jvm);

        jvm.getOutputStream().close(); // it returns from main

        assertIsGoneSoon(prism);
    }

    @Test
    void aContractThatPrismCannotReadIsAnErrorWithWhatPrismSays(@TempDir Path folder) throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.yaml"), "openapi: 3.0.3\npaths: [");

        assertThatThrownBy(() -> Prism.mock(broken))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Prism has ended instead of starting")
                .hasMessageContaining("broken.yaml");
    }

    @Test
    void theMockOfTheDocumentationAnswersAndEndsOnCtrlC() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "languages.md"));
        assertThat(page).contains("```sh\nmock-server/prism/mock --port 4010\n```");
        Process mock = new ProcessBuilder("../mock-server/prism/mock", "--port", "0")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = mock.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.lines()
                            .anyMatch(Pattern.compile("listening on http").asPredicate()))
                    .isTrue();
            List<ProcessHandle> all = Stream.concat(Stream.of(mock.toHandle()), mock.descendants())
                    .toList();

            new ProcessBuilder("kill", "-INT", Long.toString(mock.pid()))
                    .start()
                    .waitFor();

            for (ProcessHandle each : all) {
                assertIsGoneSoon(each);
            }
        } finally {
            mock.destroyForcibly();
        }
    }

    private static Process startingPrism() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        PrismStarter.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static ProcessHandle startedBy(Process jvm) throws IOException {
        String pid = jvm.inputReader(StandardCharsets.UTF_8).readLine();
        ProcessHandle prism = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        assertThat(prism.isAlive()).isTrue();
        return prism;
    }

    /** Bounded, so that a process that stays is a failure and no hang. */
    private static void assertIsGoneSoon(ProcessHandle process) {
        assertThat(process.onExit()).succeedsWithin(60, TimeUnit.SECONDS);
    }
}
