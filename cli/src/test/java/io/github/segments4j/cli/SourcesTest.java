package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules for all Java sources of the project, including those that no module compiles: examples, drivers, templates. */
class SourcesTest {
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git");
    private static final Pattern WILDCARD_IMPORT =
            Pattern.compile("^\\s*import\\s+(static\\s+)?[\\w.]+\\.\\*\\s*;", Pattern.MULTILINE);

    @Test
    void noImportIsAWildcard() throws IOException {
        try (Stream<Path> files = Files.find(Path.of(".."), 20, (file, attributes) -> isJava(file))) {
            assertThat(files)
                    .hasSizeGreaterThan(100)
                    .allSatisfy(file -> assertThat(
                                    WILDCARD_IMPORT.matcher(text(file)).find())
                            .as("a wildcard import in %s", file)
                            .isFalse());
        }
    }

    private static boolean isJava(Path file) {
        for (Path part : file) {
            if (NOT_OURS.contains(part.toString())) {
                return false;
            }
        }
        return file.toString().matches(".*(\\.java|client/templates/.*\\.mustache)");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
