package io.github.segments4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lint of the contract knows its extensions. PagingLintTest in generate/ tests what they contain. */
@DisabledIfSystemProperty(named = "skipPrism", matches = "true", disabledReason = "needs Node")
class ExtensionsLintTest {
    @TempDir
    Path folder;

    @Test
    void theContractPasses() throws Exception {
        assertThat(lint(Files.readString(Clients.CONTRACT)).exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
          x-retries:            | x-retires:          | x-retires                     | no extension x-retires
          x-alternative-to: api-version | x-alternative-to: no-such | parameters/2    | no header no-such with a default
          default: '2024-04-01' | title: version      | parameters/2                  | no header api-version with a default
          minimum: 1            | default: 1          | parameters/3                  | limit must have no default
          """)
    void eachMistakeIsReportedWithItsPlace(String right, String wrong, String place, String message) throws Exception {
        String contract = Files.readString(Clients.CONTRACT);
        assertThat(contract).contains(right);

        Linted linted = lint(contract.replaceFirst(Pattern.quote(right), wrong));

        assertThat(linted.exitCode()).isNotZero();
        assertThat(linted.output()).contains("/paths/~1segments/get/" + place).contains(message);
    }

    private record Linted(int exitCode, String output) {}

    private Linted lint(String contract) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("contract.yaml"), contract);
        Process process = Driver.withoutSecrets(List.of("sh", "../openapi/lint", file.toString()))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Linted(process.waitFor(), output);
    }
}
