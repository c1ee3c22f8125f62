package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.RateLimiter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands run in JVMs of their own, which have a folder for temporary files that the test can look into. */
class ShareLimitTest {
    @TempDir
    private Path temporary;

    @TempDir
    private Path folder;

    private FakeApi api;

    @BeforeEach
    void start() throws IOException {
        api = new FakeApi();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aCommandWaitsUntilARefusalOfAnotherIsOver() throws Exception {
        api.then("{\"total\":7,\"data\":[]}");
        assertThat(count().code()).isZero();
        RateLimiter other = RateLimiter.shared(file());
        other.answered(other.acquire(Duration.ofMinutes(1)), Duration.ofMinutes(2));

        Run waiting = count("--deadline", "2s");

        assertThat(waiting.code()).isEqualTo(ErrorReporter.RATE_LIMITED);
        assertThat(waiting.err()).contains("it had to wait for the rate limiter past the deadline");
        api.then("{\"total\":7,\"data\":[]}");
        assertThat(count("--deadline", "2s", "--no-share-limit").out()).isEqualTo("7\n");
        api.then("{\"total\":7,\"data\":[]}");
        assertThat(count("--deadline", "2s", "--tenant", "other").out()).isEqualTo("7\n");
    }

    @Test
    void theFileIsOfThisUserAloneAndDoesNotNameTheTenant() throws Exception {
        api.then("{\"total\":7,\"data\":[]}");

        count();

        assertThat(permissions(file().getParent())).isEqualTo("rwx------");
        assertThat(permissions(file())).isEqualTo("rw-------");
        assertThat(file().getFileName().toString()).matches("rate-limit-[0-9a-f]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--sandbox", "--no-share-limit"})
    void nothingIsSharedWithTheSandboxOrIfNotWanted(String flag) throws Exception {
        api.then("{\"total\":7,\"data\":[]}");

        Run run = segments(flag.equals("--sandbox") ? Map.of() : environment(), "count", flag);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void whereTheFileCannotBeHadTheCommandGoesOnWithoutIt() throws Exception {
        Files.setPosixFilePermissions(Files.createDirectory(shared()), PosixFilePermissions.fromString("rwxrwxrwx"));
        api.then("{\"total\":7,\"data\":[]}").then("{\"total\":7,\"data\":[]}");

        Run silent = count();
        Run verbose = count("--verbose");

        assertThat(silent).isEqualTo(new Run(0, "7\n", ""));
        assertThat(verbose.code()).isZero();
        assertThat(verbose.err())
                .contains("segments: this command keeps to the rate limit by itself. ")
                .contains("other users can replace it");
    }

    @Test
    void whereTheFileCannotBeHadTheFlagIsAnError() throws Exception {
        Files.setPosixFilePermissions(Files.createDirectory(shared()), PosixFilePermissions.fromString("rwxrwxrwx"));

        Run run = count("--share-limit");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--share-limit: ").contains("other users can replace it");
    }

    @Test
    void theSandboxHasALimitOfItsOwn() {
        Run run = Run.of("count", "--sandbox", "--share-limit");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--sandbox has a rate limit of its own: leave out --share-limit");
    }

    private Run count(String... flags) throws Exception {
        List<String> all = new ArrayList<>(List.of("count"));
        all.addAll(List.of(flags));
        return segments(environment(), all.toArray(String[]::new));
    }

    private Run segments(Map<String, String> environment, String... args) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        List<String> all =
                new ArrayList<>(List.of("-Djava.io.tmpdir=" + temporary, "-XX:-UsePerfData", Segments.class.getName()));
        all.addAll(List.of(args));
        int code = ChildJvm.running(folder, environment, all.toArray(String[]::new))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        return new Run(code, Files.readString(out), Files.readString(err));
    }

    private Map<String, String> environment() {
        return Map.of(
                "AMPERITY_TENANT", "acme",
                "AMPERITY_ACCESS_TOKEN", "s3cr3t",
                "AMPERITY_BASE_URL", api.url());
    }

    private Path shared() {
        return temporary.resolve("segments-" + System.getProperty("user.name"));
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(shared())) {
            return files.findAny().orElseThrow();
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
