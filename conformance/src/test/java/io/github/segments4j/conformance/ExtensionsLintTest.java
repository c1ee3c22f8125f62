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

/** The lint of the contract also checks its extensions. */
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
          parameter: next_token | parameter: no_such  | x-paging/token/parameter      | no query parameter no_such
          parameter: limit      | parameter: next_token | x-paging/size/parameter     | of type integer
          field: next_token     | field: no_such      | x-paging/token/field          | no field no_such
          field: data           | field: total        | x-paging/rows                 | an array of Segment
          schema: Segment       | schema: ErrorResponse | x-paging/rows               | an array of ErrorResponse
          [absent, 'null', empty] | [absent]          | x-paging/token/ends           | must be equal to
          parameter: with_total | parameter: limit    | x-paging/total/parameter      | of type boolean
          maxEmptyPages: 100    | maxEmptyPages: -1   | x-paging/maxEmptyPages        | must be >= 0
          name: next_token      | name: page_token    | x-paging/token/parameter      | no query parameter next_token
          burst: 5              | burst: 11           | x-rate-limit/pace/burst       | limit of 10
          spacingMillis: 104    | spacingMillis: 99   | x-rate-limit/pace/spacingMillis | shorter
          windowMillis: 1040    | windowMillis: 999   | x-rate-limit/pace/windowMillis | shorter
          decrease: 0.95        | decrease: 1.1       | x-rate-limit/refused/decrease | must be < 1
          repeatedDecrease: 0.3 | repeatedDecrease: 0.96 | x-rate-limit/refused/repeatedDecrease | larger than the decrease
          x-retries:            | x-retires:          | x-retires                     | no extension x-retires
          attempts: 8           | atempts: 8          | x-retries                     | atempts
          statuses: [408,       | statuses: [200,     | x-retries/statuses/0          | must be >= 400
          waitedOut: [429]      | waitedOut: [503]    | x-retries/waitedOut           | 503 is also in statuses
          jitter: 0.5           | jitter: 1.5         | x-retries/jitter              | must be <= 1
          longestBackoffMillis: 30000 | longestBackoffMillis: 1 | x-retries/longestBackoffMillis | shorter
          deadlineMillis: 300000 | deadlineMillis: 120000 | x-retries/deadlineMillis  | no time
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
