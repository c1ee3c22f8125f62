package io.github.segments4j.contract;

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

/** What the lint of the contract refuses, with a message that names the place. */
@DisabledIfSystemProperty(named = "skipPrism", matches = "true", disabledReason = "needs Node")
class LintTest {
    @TempDir
    Path folder;

    @Test
    void theContractPasses() throws Exception {
        Linted linted = lint(Files.readString(Prism.CONTRACT));

        assertThat(linted.exitCode()).as(linted.output()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
          version: '2024-04-01'   | version: 2024-04-01       | info/version | YAML 1.1 reads it as a date
          example: '2024-04-01'   | example: 2024-04-01       | components/parameters/ApiVersionHeader/example | reads it as a date
          example: '1'            | example: 1                | components/headers/RetryAfter/example | 1 is an example of a string
          value: 'true'           | value: true               | components/headers/Deprecation/examples/undated | true is an example
          example: acme           | example: 12               | components/parameters/Tenant/example | 12 is an example of a string
          id: ab-1CDEfGHI         | id: 1                     | data/0/id | must be string
          client_id: an-api-key-id | client_id: 7             | ClientCredentials/value/client_id | must be string
          example: no-store       | example: no               | components/headers/CacheControl/example | YAML 1.1 reads it as a boolean
          grant_type: client_credentials | grant_type: ''     | ClientCredentials/value/grant_type | one of the allowed values
          """)
    void aValueOfTheWrongTypeIsRefused(String right, String wrong, String place, String message) throws Exception {
        String contract = Files.readString(Prism.CONTRACT);
        assertThat(contract).contains(right);

        assertRefused(contract.replace(right, wrong), place, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          remove /info/x-claims                                   | #/info                           | does not say where it comes from
          remove /servers/1/x-claims                              | #/servers/1                      | does not say where it comes from
          remove /paths/~1segments/get/x-claims                   | #/paths/~1segments/get           | does not say where it comes from
          remove /paths/~1segments/get/responses/200/x-claims     | get/responses/200                | does not say where it comes from
          remove /components/parameters/Limit/x-claims            | #/components/parameters/Limit    | does not say where it comes from
          remove /components/headers/Sunset/x-claims              | #/components/headers/Sunset      | does not say where it comes from
          remove /components/schemas/Segment/x-claims             | #/components/schemas/Segment     | does not say where it comes from
          remove /components/schemas/Segment/properties/id/x-claims | Segment/properties/id          | does not say where it comes from
          remove /components/responses/Forbidden/x-claims         | #/components/responses/Forbidden | does not say where it comes from
          remove /components/securitySchemes/accessToken/x-claims | securitySchemes/accessToken      | does not say where it comes from
          remove /components/examples/FirstPage/x-claims          | examples/FirstPage               | does not say where it comes from
          set /components/headers/Sunset/x-claims {hearsay: All.} | Sunset/x-claims/hearsay          | no source hearsay. The sources are endpoint,
          set /components/headers/Sunset/x-claims {versioning: ''} | Sunset/x-claims/versioning      | does not say in words
          set /info/x-sources/blog {title: A blog, url: https://example.com} | info/x-sources/blog   | No x-claims names this source
          remove /info/x-sources/openapi/url                      | info/x-sources/openapi           | has a title and a url
          """)
    void aStatementWithoutASourceIsRefused(String edit, String place, String message) throws Exception {
        assertRefused(edited(edit), place, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          set /servers/1/url http://app.amperity.com/api          | servers[1].url                   | owasp:api8:2023-no-server-http
          move /components/schemas/Segment/properties/status /components/schemas/Segment/properties/segmentStatus | segmentStatus | snake_case
          """)
    void aRuleOfSpectralOrOfAGuidelineIsApplied(String edit, String place, String message) throws Exception {
        assertRefused(edited(edit), place, message);
    }

    private static String edited(String edit) {
        return Yaml.write(DocumentEdit.apply(edit, KeptContract.current()));
    }

    private void assertRefused(String contract, String place, String message) throws Exception {
        Linted linted = lint(contract);

        assertThat(linted.exitCode()).as(linted.output()).isNotZero();
        assertThat(linted.output()).contains(place).contains(message);
    }

    private record Linted(int exitCode, String output) {}

    private Linted lint(String contract) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("contract.yaml"), contract);
        Process process = new ProcessBuilder("sh", "../openapi/lint", file.toString())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Linted(process.waitFor(), output);
    }
}
