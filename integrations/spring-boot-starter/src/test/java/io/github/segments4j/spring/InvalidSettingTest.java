package io.github.segments4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an application prints that does not start because of a setting. */
@ExtendWith(OutputCaptureExtension.class)
class InvalidSettingTest {
    private static final String SECRET = "secret-0123456789";

    private CapturedOutput output;

    @BeforeEach
    void capture(CapturedOutput output) {
        this.output = output;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    segments.tenant       | a.b                           | 1 to 63 letters, digits and inner hyphens
                    segments.base-url     | http://api.example.org/api    | an access token is sent over https only
                    segments.access-token | secret-0123456789 with-space  | character 18 of 28 is a space
                    segments.timeout      | 48h                           | from PT0.001S to PT24H
                    segments.deadline     | 0ms                           | from PT0.001S to PT24H
                    segments.attempts     | 0                             | from 1 to 100
                    segments.proxy        | socks://u:secret-0123456789@h | http://host:port
                    """)
    void aValueThatIsNotAllowedIsReportedWithItsProperty(String property, String value, String allowed) {
        doesNotStart(Application.class, property + "=" + value);

        assertThat(output.getAll())
                .contains("The value of " + property + " is not allowed. ", allowed)
                .contains("It is set in \"" + property + "\" from property source \"commandLineArgs\".")
                .contains("Correct " + property + ".");
    }

    @Test
    void aDurationThatIsNoneIsReportedWithItsProperty() {
        doesNotStart(Application.class, "segments.timeout=soon");

        assertThat(output.getAll()).contains("'segments.timeout'", "'soon' is not a valid duration");
    }

    @Test
    void theTenantIsRequired() {
        doesNotStart(Application.class, "segments.tenant=");

        assertThat(output.getAll()).contains("segments.tenant is missing.", "Set segments.tenant to the tenant");
    }

    @Test
    void credentialsAreRequired() {
        doesNotStart(Application.class, "segments.access-token=");

        assertThat(output.getAll())
                .contains("There is neither segments.access-token nor segments.client-id.")
                .contains("Set segments.access-token, or segments.client-id and segments.client-secret.");
    }

    @ParameterizedTest
    @CsvSource({"segments.client-id, segments.client-secret", "segments.client-secret, segments.client-id"})
    void halfAnApiKeyIsNotEnough(String property, String missing) {
        doesNotStart(Application.class, "segments.access-token=", property + "=" + SECRET);

        assertThat(output.getAll())
                .contains("An API key needs both segments.client-id and segments.client-secret, but " + missing
                        + " is missing.")
                .contains("Set " + missing + ".");
    }

    @Test
    void aPlaceholderThatNothingResolvesIsNotSentAsAToken() {
        doesNotStart(Application.class, "segments.access-token=${NOT_A_VARIABLE}");

        assertThat(output.getAll())
                .contains("segments.access-token is ${NOT_A_VARIABLE}, and nothing sets NOT_A_VARIABLE.");
    }

    @Test
    void connectionDetailsThatAreWrongAreReportedWithTheirClass() {
        doesNotStart(WithWrongDetails.class);

        assertThat(output.getAll())
                .contains(
                        "The value of tenant of " + WrongDetails.class.getName(),
                        "1 to 63 letters, digits and inner hyphens")
                .doesNotContain("value of segments.tenant");
    }

    private void doesNotStart(Class<?> application, String... changes) {
        Map<String, String> arguments = new TreeMap<>(Map.of(
                "--segments.tenant",
                "--segments.tenant=acme",
                "--segments.access-token",
                "--segments.access-token=" + SECRET));
        for (String change : changes) {
            arguments.put("--" + change.substring(0, change.indexOf('=')), "--" + change);
        }
        SpringApplicationBuilder builder = new SpringApplicationBuilder(application).web(WebApplicationType.NONE);

        assertThatThrownBy(() -> builder.run(arguments.values().toArray(String[]::new)))
                .isNotNull();

        assertThat(output.getAll()).contains("APPLICATION FAILED TO START").doesNotContain(SECRET);
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(SegmentsAutoConfiguration.class)
    static class Application {}

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(SegmentsAutoConfiguration.class)
    static class WithWrongDetails {
        @Bean
        WrongDetails details() {
            return new WrongDetails();
        }
    }

    static final class WrongDetails implements SegmentsConnectionDetails {
        @Override
        public String tenant() {
            return "a.b";
        }
    }
}
