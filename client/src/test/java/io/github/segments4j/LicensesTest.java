package io.github.segments4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What lawyers look for in the jar. */
class LicensesTest {
    private static final Path META_INF = Path.of("target", "classes", "META-INF");

    @Test
    void theJarHasTheLicense() throws Exception {
        assertThat(META_INF.resolve("LICENSE")).hasSameTextualContentAs(Path.of("..", "LICENSE"));
    }

    @Test
    void theJarNamesTheLicenseOfEachDependency() throws Exception {
        assertThat(Files.readString(META_INF.resolve("THIRD-PARTY.txt")))
                .contains("feign-core", "jackson-core", "jackson-databind", "jackson-annotations", "slf4j-api")
                .contains("Apache", "MIT")
                .doesNotContain("Unknown", "junit");
    }
}
