package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyVariablesTest {
    private static final String ACME = "https://acme.amperity.com/api";

    @ParameterizedTest
    @CsvSource({
        "HTTPS_PROXY, http://proxy:8080, https://acme.amperity.com/api, http://proxy:8080",
        "https_proxy, http://proxy:8080, https://acme.amperity.com/api, http://proxy:8080",
        "HTTP_PROXY, http://proxy:8080, http://sandbox.internal/api, http://proxy:8080",
        "HTTPS_PROXY, user:pass@proxy:8080, https://acme.amperity.com/api, http://user:pass@proxy:8080"
    })
    void theVariableOfTheSchemeNamesTheProxy(String variable, String value, String address, String expected) {
        Optional<ProxyVariables.Setting> proxy = new ProxyVariables(Map.of(variable, value)).of(URI.create(address));

        assertThat(proxy).hasValueSatisfying(setting -> {
            assertThat(setting.address()).isEqualTo(expected);
            assertThat(setting.variable()).isEqualToIgnoringCase(variable);
        });
    }

    @Test
    void theVariableOfTheOtherSchemeAndAnEmptyOneDoNotCount() {
        ProxyVariables variables = new ProxyVariables(Map.of("HTTP_PROXY", "http://proxy:8080", "HTTPS_PROXY", " "));

        assertThat(variables.of(URI.create(ACME))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "acme.amperity.com",
                "ACME.amperity.com:443",
                "amperity.com",
                ".amperity.com",
                "*.amperity.com",
                "example.com, amperity.com"
            })
    void hostsOfNoProxyAreReachedDirectly(String noProxy) {
        assertThat(variables(noProxy).of(URI.create(ACME))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.com", "perity.com", "acme.amperity.com:8443", "www.acme.amperity.com"})
    void otherHostsAreReachedThroughTheProxy(String noProxy) {
        assertThat(variables(noProxy).of(URI.create(ACME))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080/api", "http://localhost:8080/api", "http://[::1]:8080/api"})
    void thisMachineIsReachedDirectly(String address) {
        assertThat(new ProxyVariables(Map.of("HTTP_PROXY", "http://proxy:8080")).of(URI.create(address)))
                .isEmpty();
    }

    private static ProxyVariables variables(String noProxy) {
        return new ProxyVariables(Map.of("HTTPS_PROXY", "http://proxy:8080", "no_proxy", noProxy));
    }
}
