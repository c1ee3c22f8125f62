package io.github.segments4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private final Map<String, String> environment = new HashMap<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "evil.com/#",
                "a@b",
                "..",
                "a.b",
                "a\r\nb",
                "-a",
                "a-",
                "a_b",
                "ä",
                "acme ",
                "a/b",
                "a:1",
                "%61"
            })
    void aTenantThatIsNoHostLabelIsRefused(String tenant) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().tenant(tenant))
                .withMessageContaining("host label");
        environment.put("AMPERITY_TENANT", tenant + "x/");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().accessToken("t").build());
    }

    @Test
    void aTenantOfSixtyThreeCharactersIsTheLongest() {
        builder().tenant("a".repeat(63));

        assertThatIllegalArgumentException().isThrownBy(() -> builder().tenant("a".repeat(64)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().tenant("a".repeat(300)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret\nX-Evil: 1", "secret\r", "sec ret", "secret\u0000", "sécret", "\tsecret"})
    void aTokenThatCouldLeaveItsHeaderIsRefusedWithoutBeingShown(String token) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().accessToken(token))
                .withMessageContaining("access token")
                .satisfies(error -> assertThat(error.getMessage()).doesNotContain("cret"));
    }

    @Test
    void aSuppliedTokenIsCheckedBeforeItIsSent() throws IOException {
        try (ScriptedServer server = new ScriptedServer();
                SegmentsClient client = server.client(new FakeTime())
                        .accessToken(() -> "secret\nX-Evil: 1")
                        .build()) {

            assertThatIllegalArgumentException()
                    .isThrownBy(client::count)
                    .satisfies(error -> assertThat(error.getMessage()).doesNotContain("secret"));
            assertThat(server.asked).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "acme",
                "/api",
                "ftp://acme.amperity.com/api",
                "http://acme.amperity.com/api",
                "http://127.evil.com/api",
                "http://localhost.evil.com/",
                "https://user:pw@acme.amperity.com/api",
                "https://acme.amperity.com/api?x=1",
                "https://acme.amperity.com/api#x",
                "https:///api",
                "https://acme .com",
                "https://acme.amperity.com/api/segments",
                "HTTPS://acme.amperity.com/api",
                "https://acme.amperity.com:65536/api",
                "https://user:pw\n@acme.amperity.com",
                "user:pw@acme.amperity.com",
                "https://acme.amperity.com/?access_token=pw",
                "https://acme.amperity.com/api/segments/",
                "mailto:a@b",
                "https://a\r\nb/"
            })
    void aBaseUrlThatCannotBeRightIsRefused(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().baseUrl(url))
                .withMessageContaining("base URL")
                .satisfies(error -> assertThat(error.getMessage()).doesNotContain("pw"));
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS://acme.amperity.com/api, write https:// in lower case",
        "Http://localhost/api, write http:// in lower case",
        "https://my_tenant.amperity.com/api, the name of its host has an underscore",
        "https://user:pw@my_tenant.amperity.com, the name of its host has an underscore",
        "https://acme.amperity.com:x/api, its port a number up to 65535",
        "https://acme.amperity.com:65536/api, its port a number up to 65535",
        "https://acme..com/api, its host must be a name or an address",
        "acme.amperity.com/api, begins with https://",
        "https:///api, begins with https://"
    })
    void aBaseUrlThatIsRefusedIsToldWhatIsWrong(String url, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().baseUrl(url))
                .withMessageContaining(message)
                .satisfies(error -> assertThat(error.getMessage()).doesNotContain("pw"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.amperity.com/api",
                "https://app.amperity.com/api/",
                "http://localhost:1/",
                "http://127.0.0.1:1/api",
                "http://[::1]:1/api"
            })
    void aBaseUrlOverHttpsOrToThisMachineIsAccepted(String url) {
        builder().baseUrl(url);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void aPageHoldsAtLeastOneSegment(int size) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListOptions.pageSize(size))
                .withMessageContaining("from 1 to 2147483647");
    }

    @Test
    void anEmptyTokenIsNoPlaceToStart() {
        assertThatIllegalArgumentException().isThrownBy(() -> ListOptions.startingAt(""));
    }

    @Test
    void aDeadlineIsMoreThanNothingAndAtMostADay() {
        assertThatIllegalArgumentException().isThrownBy(() -> builder().timeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().deadline(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().deadline(Duration.ofDays(2)));
    }

    @Test
    void everyNumberIsBounded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().attempts(0))
                .withMessageContaining("from 1 to 100");
        assertThatIllegalArgumentException().isThrownBy(() -> builder().attempts(101));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().bodyLimit(0))
                .withMessageContaining("body limit");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().longestRetryAfter(Duration.ZERO))
                .withMessageContaining("Retry-After");
        assertThatIllegalArgumentException().isThrownBy(() -> builder().backoff(Duration.ZERO, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().backoff(Duration.ofSeconds(1), Duration.ofSeconds(-1)));
        builder()
                .attempts(1)
                .attempts(100)
                .bodyLimit(1)
                .timeout(Duration.ofDays(1))
                .backoff(Duration.ofMillis(1), Duration.ofDays(1));
    }

    @Test
    void plainHttpToAnotherMachineHasToBeAskedForByName() {
        assertThat(builder()
                        .tenant("acme")
                        .accessToken("t")
                        .plainHttpBaseUrl("http://sandbox.internal/api/")
                        .build())
                .hasToString("SegmentsClient[tenant=acme, baseUrl=http://sandbox.internal/api]");
        assertThatIllegalArgumentException().isThrownBy(() -> builder().plainHttpBaseUrl("ftp://sandbox.internal/api"));
        environment.put("AMPERITY_BASE_URL", "http://sandbox.internal/api");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().tenant("acme").accessToken("t").build())
                .withMessageContaining("https only");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "2024-04-01\r\nX-Evil: 1", "ä"})
    void anApiVersionThatIsNoHeaderIsRefused(String version) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().apiVersion(version))
                .withMessageContaining("The API version must hold visible ASCII characters");
    }

    @Test
    void whatIsNotThereIsNamedAndNoNullPointer() {
        String unset = environment.get("UNSET");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().accessToken(unset))
                .withMessage("The access token is missing or empty");
        assertThatIllegalArgumentException().isThrownBy(() -> builder().tenant(unset));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().baseUrl(unset));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().apiKey(unset, "s"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().apiKey("i", unset));
    }

    @Test
    void whatIsNotSetComesFromTheEnvironment() {
        environment.put("AMPERITY_TENANT", "acme");
        environment.put("AMPERITY_ACCESS_TOKEN", "from-a-file\n");

        assertThat(builder().build()).hasToString("SegmentsClient[tenant=acme, baseUrl=https://acme.amperity.com/api]");
    }

    @Test
    void theEnvironmentCanBeIgnored() {
        environment.put("AMPERITY_TENANT", "another");
        environment.put("AMPERITY_ACCESS_TOKEN", "two words");
        environment.put("AMPERITY_BASE_URL", "https://elsewhere.example/api");

        assertThat(builder().ignoreEnvironment().tenant("acme").accessToken("t").build())
                .hasToString("SegmentsClient[tenant=acme, baseUrl=https://acme.amperity.com/api]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().ignoreEnvironment().tenant("acme").build())
                .withMessageContaining("There is no access token");
    }

    @Test
    void whatIsSetWins() {
        environment.put("AMPERITY_TENANT", "acme");
        environment.put("AMPERITY_BASE_URL", "https://app.amperity.com/api");

        assertThat(builder().tenant("other").accessToken("t").build())
                .hasToString("SegmentsClient[tenant=other, baseUrl=https://app.amperity.com/api]");
        assertThat(builder().baseUrl("http://localhost:1").accessToken("t").build())
                .hasToString("SegmentsClient[tenant=acme, baseUrl=http://localhost:1]");
    }

    @Test
    void anAccessTokenOfTheEnvironmentIsCheckedUnlessAnotherOneIsSet() {
        environment.put("AMPERITY_TENANT", "acme");
        environment.put("AMPERITY_ACCESS_TOKEN", "two words");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().build())
                .withMessageContaining("access token")
                .withMessageContaining("character 4 of 9");
        builder().accessToken("t").build();
        builder().apiKey("i", "s").build();
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().build())
                .withMessageContaining("AMPERITY_TENANT");
        environment.put("AMPERITY_CLIENT_ID", "id-without-a-secret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().tenant("acme").build())
                .withMessageContaining("AMPERITY_ACCESS_TOKEN")
                .withMessageContaining("AMPERITY_CLIENT_SECRET");
    }

    private SegmentsClientBuilder builder() {
        return new SegmentsClientBuilder(environment::get, Time.SYSTEM);
    }
}
