package io.github.segments4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the build of a client may read, and what it installs. */
class DriverTest {
    @Test
    void aBuildDoesNotInheritCredentials() throws Exception {
        assertThat(System.getenv()).as("the environment of the tests").containsKey("AMPERITY_CLIENT_SECRET");

        ProcessBuilder builder = Driver.withoutSecrets(List.of("env"));

        assertThat(builder.environment().keySet()).noneMatch(name -> name.startsWith("AMPERITY_"));
        assertThat(builder.environment()).containsKey("PATH");
    }

    @ParameterizedTest
    @MethodSource("lockFiles")
    void aLockFileHasNoDownloadAddress(Path file) throws Exception {
        String constant = "registry+https://github.com/rust-lang/crates.io-index"; // Cargo's name for its registry

        assertThat(Files.readString(file).replace(constant, ""))
                .doesNotContainPattern("\"resolved\": \"http")
                .doesNotContain("registry+")
                .doesNotContain("--index-url", "--find-links");
    }

    static Stream<Path> lockFiles() {
        return Stream.of("typescript/package-lock.json", "rust/Cargo.lock", "python/requirements.txt")
                .map(name -> Path.of("drivers").resolve(name));
    }
}
