package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.segments4j.sandbox.Sandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses the page of the sandbox as a person does. Skipped if Chromium is not installed. */
class SandboxInChromiumTest {
    private static final String LIST = "#operations-Segments-listSegments ";
    private static final String TOKEN = "#operations-AccessTokens-createAccessToken ";
    private static final String STATUS = ".live-responses-table .response .response-col_status";
    private static final String BODY = ".live-responses-table .response .highlight-code";

    @TempDir
    Path profile;

    private Sandbox sandbox;
    private Chromium chromium;

    @BeforeEach
    void open() throws Exception {
        Optional<String> program = Chromium.installed();
        assumeTrue(
                program.isPresent(),
                "Chromium is not installed: install chromium, chromium-browser or google-chrome, or set CHROME_BIN");
        sandbox = Sandbox.builder()
                .segments(250)
                .tenant("socktown")
                .anotherTenant("hattown", 7)
                .requestsPerSecond(1)
                .start();
        sandbox.clock().set(Instant.parse("2026-11-01T00:00:00Z"));
        new SandboxPage(sandbox, List.of("socktown", "hattown")).serve();
        chromium = new Chromium(program.get(), profile);
        chromium.open("http://127.0.0.1:" + sandbox.port() + "/");
    }

    @AfterEach
    void close() {
        if (chromium != null) {
            chromium.close();
        }
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @Test
    void requestsCanBeTriedWithoutTypingAndShowTheLimitAndRefusals() throws Exception {
        chromium.click(LIST + ".opblock-summary-control");
        chromium.click(LIST + ".try-out__btn");
        chromium.click(LIST + ".execute");
        assertThat(chromium.waitFor(LIST + STATUS, "200")).isEqualTo("200");
        assertThat(chromium.waitFor(LIST + BODY, "data")).contains("\"total\": 250", "\"name\": \"");

        chromium.click(LIST + ".btn-clear");
        chromium.click(LIST + ".execute");
        assertThat(chromium.waitFor(LIST + STATUS, "429")).startsWith("429");
        assertThat(chromium.waitFor(LIST + BODY, "message")).contains("the limit is 1 a second");

        sandbox.clock().advance(Duration.ofSeconds(1));
        chromium.click(LIST + ".btn-clear");
        chromium.type(LIST + "[data-param-name=next_token] input", "wrong");
        chromium.click(LIST + ".execute");
        assertThat(chromium.waitFor(LIST + STATUS, "400")).startsWith("400");
        assertThat(chromium.waitFor(LIST + BODY, "message")).contains("\\\"next_token\\\"", "request_id");
    }

    @Test
    void anotherTenantCanBeChosenAndIsFilledIn() throws Exception {
        chromium.click("nav a[href='/tenant-hattown']");
        chromium.waitFor("nav a[aria-current]", "hattown");
        chromium.click(LIST + ".opblock-summary-control");
        chromium.click(LIST + ".try-out__btn");
        chromium.click(LIST + ".execute");

        assertThat(chromium.waitFor(LIST + STATUS, "200")).isEqualTo("200");
        assertThat(chromium.waitFor(LIST + BODY, "data")).contains("\"total\": 7");
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void anApiKeyIsExchangedWithoutTyping() throws Exception {
        chromium.click(TOKEN + ".opblock-summary-control");
        chromium.click(TOKEN + ".try-out__btn");
        chromium.click(TOKEN + ".execute");

        assertThat(chromium.waitFor(TOKEN + STATUS, "200")).isEqualTo("200");
        assertThat(chromium.waitFor(TOKEN + BODY, "expires_in")).contains("access_token");
    }

    @Test
    void nothingIsLoadedFromOtherHostsAndNothingScrollsSideways() throws Exception {
        chromium.click(LIST + ".opblock-summary-control");
        chromium.click(TOKEN + ".opblock-summary-control");
        chromium.click(LIST + ".try-out__btn");
        chromium.click(LIST + ".execute");
        chromium.waitFor(LIST + STATUS, "200");

        for (int width : new int[] {1280, 400}) {
            chromium.width(width);
            assertThat(chromium.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .as("pixels that do not fit into a width of %d", width)
                    .isEqualTo("0");
        }
        assertThat(chromium.waitFor("header", "SANDBOX")).contains("made-up data");
        assertThat(chromium.requested())
                .filteredOn(url -> !url.startsWith("data:"))
                .isNotEmpty()
                .allMatch(url -> url.startsWith("http://127.0.0.1:" + sandbox.port() + "/"));
        assertThat(chromium.errors()).isEmpty();
    }
}
