package io.github.segments4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the contract says beside OpenAPI is linted with the rest of it. */
@DisabledIfSystemProperty(named = "skipPrism", matches = "true", disabledReason = "needs Node")
class ExtensionsLintTest {
    @TempDir
    Path folder;

    @Test
    void theContractIsGood() throws Exception {
        assertThat(lint(Files.readString(Generator.CONTRACT)).code()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
          parameter: next_token | parameter: no_such  | x-paging/token/parameter      | no query parameter no_such
          parameter: limit      | parameter: next_token | x-paging/size/parameter     | of type integer
          field: next_token     | field: no_such      | x-paging/token/field          | no field no_such
          field: data           | field: total        | x-paging/rows                 | an array of Segment
          schema: Segment       | schema: ErrorResponse | x-paging/rows               | an array of ErrorResponse
          [absent, 'null', empty] | [absent]          | x-paging/token/ends           | must be equal to
          name: next_token      | name: page_token    | x-paging/token/parameter      | no query parameter next_token
          burst: 5              | burst: 11           | x-rate-limit/pace/burst       | limit of 10
          spacingMillis: 104    | spacingMillis: 99   | x-rate-limit/pace/spacingMillis | shorter
          windowMillis: 1040    | windowMillis: 999   | x-rate-limit/pace/windowMillis | shorter
          decrease: 0.7         | decrease: 1.1       | x-rate-limit/refused/decrease | must be < 1
          x-retries:            | x-retires:          | x-retires                     | no extension x-retires
          attempts: 5           | atempts: 5          | x-retries                     | atempts
          [429, 500,            | [200, 500,          | x-retries/statuses/0          | must be >= 400
          longestBackoffMillis: 30000 | longestBackoffMillis: 1 | x-retries/longestBackoffMillis | shorter
          """)
    void whatIsWrongIsNamedWithItsPlace(String good, String bad, String place, String what) throws Exception {
        String contract = Files.readString(Generator.CONTRACT);
        assertThat(contract).contains(good);

        Linted linted = lint(contract.replaceFirst(java.util.regex.Pattern.quote(good), bad));

        assertThat(linted.code()).isNotZero();
        assertThat(linted.said()).contains("/paths/~1segments/get/" + place).contains(what);
    }

    private record Linted(int code, String said) {}

    private Linted lint(String contract) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("contract.yaml"), contract);
        Process process = new ProcessBuilder("sh", "../openapi/lint", file.toString())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Linted(process.waitFor(), said);
    }
}
