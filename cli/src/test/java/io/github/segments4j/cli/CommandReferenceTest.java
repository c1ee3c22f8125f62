package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeps docs/command-reference.md equal to what the command prints. */
class CommandReferenceTest {
    private static final Path PAGE = CodeBlock.PROJECT.resolve("docs/command-reference.md");

    private static final String HEAD = """
      # Command reference

      This is what `--help` prints. [The command](command.md) explains it. The page is generated: to change it, change the
      command, and run `mvn -pl cli -am -Dtest=CommandReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true
      test`.
      """;

    @Test
    void theReferenceIsWhatHelpPrints() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        for (String command :
                List.of("", "list", "export", "count", "diff", "verify", "rehearse", "sandbox", "generate")) {
            String name = ("segments " + command).strip();
            page.append("\n## %s\n\n```text\n%s```\n".formatted(name, help(command)));
        }
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE)
                .as("the command and its reference differ: run this test with -Ddocs.write=true")
                .hasContent(page.toString());
    }

    private static String help(String command) {
        Run run = command.isEmpty() ? Run.of("--help") : Run.of(command, "--help");
        assertThat(run.code()).isZero();
        return run.out();
    }
}
