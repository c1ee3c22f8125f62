package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a block of Maven's or Gradle's language depends on. */
final class Coordinates {
    private static final Pattern MAVEN =
            Pattern.compile("(?:<groupId>(.*)</groupId>\\s*)?<artifactId>(.*)</artifactId>\\s*<version>(.*)</version>");
    private static final Pattern GRADLE = Pattern.compile("\"([\\w.]+):([\\w-]+):([^\"]+)\"");

    private Coordinates() {}

    /** Requires that what this project makes has its version, and that other things have the version of the build. */
    static void require(String code) throws IOException {
        List<MatchResult> all = Stream.of(MAVEN, GRADLE)
                .flatMap(pattern -> pattern.matcher(code).results())
                .toList();
        assertThat(all).isNotEmpty();
        String build = Files.readString(CodeBlock.PROJECT.resolve("pom.xml"));
        for (MatchResult found : all) {
            String group = found.group(1);
            String artifact = found.group(2);
            if ("com.example".equals(group)) {
                continue; // The reader's own project.
            }
            if ("io.github.segments4j".equals(group)) {
                assertThat(modules(build)).contains("<artifactId>" + artifact + "</artifactId>");
                assertThat(build).contains("<version>" + found.group(3) + "</version>\n  <packaging>pom");
            } else {
                String property = artifact.startsWith("junit") ? "<junit.version>" : "<version>";
                assertThat(build).as(artifact).contains(property + found.group(3) + "</");
            }
        }
    }

    private static String modules(String build) throws IOException {
        StringBuilder poms = new StringBuilder();
        for (MatchResult module : Pattern.compile("<module>(.*)</module>")
                .matcher(build)
                .results()
                .toList()) {
            Path pom = CodeBlock.PROJECT.resolve(module.group(1)).resolve("pom.xml");
            poms.append(Files.readString(pom));
        }
        return poms.toString();
    }
}
