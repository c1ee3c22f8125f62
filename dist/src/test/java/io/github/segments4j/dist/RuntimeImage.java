package io.github.segments4j.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The archive with its own runtime, which {@code dist/runtime-image} makes. */
final class RuntimeImage {
    private RuntimeImage() {}

    /** Makes it, once for all tests. Skips the test where there is no JDK that can. */
    static synchronized Path made() throws IOException, InterruptedException {
        Optional<Path> jdk = jdk();
        assumeTrue(jdk.isPresent(), "there is no JDK 25 in /usr/lib/jvm or JDK_25");
        Path script = Path.of("runtime-image").toAbsolutePath();
        Ran ran = Ran.in(Archive.TARGET, Map.of("JAVA_HOME", jdk.orElseThrow().toString()), script.toString());
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        return Path.of(ran.out().strip());
    }

    private static Optional<Path> jdk() throws IOException {
        String named = System.getenv("JDK_25");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        Path all = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(all)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(all)) {
            return homes.filter(RuntimeImage::isJdk25).findFirst();
        }
    }

    private static boolean isJdk25(Path home) {
        try {
            return Files.isExecutable(home.resolve("bin/jlink"))
                    && Files.readString(home.resolve("release")).contains("JAVA_VERSION=\"25");
        } catch (IOException e) {
            return false;
        }
    }
}
