package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.segments4j.sandbox.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Uses the page of the sandbox as a person does. */
class SandboxInChromiumTest {
    private static final String LIST = "#operations-Segments-listSegments ";
    private static final String TOKEN = "#operations-AccessTokens-createAccessToken ";
    private static final String STATUS = ".live-responses-table .response .response-col_status";
    private static final String BODY = ".live-responses-table .response .highlight-code";

    private static final Path AXE = Path.of("axe", "node_modules", "axe-core", "axe.min.js");

    private static final String VIOLATIONS = """
      axe.run().then(found => found.violations.map(violation =>
          violation.id + ': ' + violation.nodes.map(node => node.html).join(' ')).join('\\n'))""";

    @TempDir
    static Path profile;

    /** To start a browser takes longer than all else here. */
    private static Chromium chromium;

    private Sandbox sandbox;

    @BeforeAll
    static void startBrowser() throws Exception {
        chromium = new Chromium(Chromium.required(), profile);
    }

    @AfterAll
    static void endBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        sandbox = Sandbox.builder()
                .segments(250)
                .tenant("socktown")
                .anotherTenant("hattown", 7)
                .requestsPerSecond(1)
                .start();
        sandbox.clock().set(Instant.parse("2026-11-01T00:00:00Z"));
        new SandboxPage(sandbox, List.of("socktown", "hattown")).serve();
        chromium.prefer("light");
        chromium.width(1280);
        chromium.open("http://127.0.0.1:" + sandbox.port() + "/");
    }

    @AfterEach
    void close() throws Exception {
        chromium.open("about:blank");
        chromium.forget();
        sandbox.close();
    }

    @Test
    void requestsCanBeTriedWithoutTypingAndShowTheLimitAndRefusals() throws Exception {
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
    void eachValueHasAButtonThatCopiesIt() throws Exception {
        chromium.waitFor("#api .opblock", "");
        chromium.evaluate("navigator.clipboard.writeText = async text => { document.body.dataset.copied = text }");
        List<String> values = List.of(
                sandbox.baseUrl(),
                "socktown",
                sandbox.accessToken(),
                sandbox.clientId(),
                sandbox.clientSecret(),
                "export AMPERITY_TENANT=socktown AMPERITY_ACCESS_TOKEN=sandbox-access-token AMPERITY_BASE_URL="
                        + sandbox.baseUrl());
        List<String> ids = List.of("base-url", "tenant", "access-token", "client-id", "client-secret", "export");

        for (int i = 0; i < ids.size(); i++) {
            String button = "[data-copy=" + ids.get(i) + "]";
            chromium.click(button);
            chromium.waitFor(button, "Copied");

            assertThat(chromium.evaluate("document.body.dataset.copied")).isEqualTo(values.get(i));
            assertThat(chromium.evaluate("document.getElementById('status').textContent"))
                    .isEqualTo("Copied");
        }
    }

    @Test
    void withoutAClipboardTheValueIsSelected() throws Exception {
        chromium.waitFor("#api .opblock", "");
        chromium.evaluate("navigator.clipboard.writeText = async () => { throw new Error('not here') }");

        chromium.click("[data-copy=client-id]");

        chromium.waitFor("[data-copy=client-id]:not(:empty)", "");
        assertThat(chromium.evaluate("getSelection().toString()")).isEqualTo(sandbox.clientId());
    }

    @Test
    void theLastRequestsShowWhatTheLimitDid() throws Exception {
        assertThat(chromium.waitFor("#limit", "limit")).isEqualTo("The limit is 1 request in any second (sliding).");
        assertThat(chromium.waitFor("#summary", "No requests")).contains("Send one");

        chromium.click(LIST + ".try-out__btn");
        chromium.click(LIST + ".execute");
        chromium.waitFor("#requests", "/segments");
        chromium.click(LIST + ".execute");

        assertThat(chromium.waitFor("#requests li.limited", "429")).contains("GET /segments?", "refused by the limit");
        assertThat(chromium.waitFor("#requests li.answered", "200")).contains("answered");
        assertThat(chromium.waitFor("#summary", "2 requests")).contains("1 answered", "1 refused by the limit");
        sandbox.reset();
        chromium.waitFor("#summary", "No requests");
    }

    @Test
    void faultsAreSetShownAndCleared() throws Exception {
        chromium.click("#faults button:nth-child(2)");
        assertThat(chromium.waitFor("#rules", "429")).isEqualTo("status 429 {Retry-After=2} – next request");
        chromium.click("#clear");
        chromium.waitFor("#counts", "None is set.");
        chromium.evaluate("document.getElementById('turns').value = 'always'");
        chromium.click("#faults button:nth-child(1)");
        chromium.waitFor("#rules", "status 503 – every request");
        assertThat(chromium.waitFor("#status", "503")).isEqualTo("Set: 503");

        chromium.click(LIST + ".try-out__btn");
        chromium.click(LIST + ".execute");
        chromium.waitFor(LIST + STATUS, "503");
        assertThat(chromium.waitFor("#counts", "503")).contains("Happened so far: status 503 (1)");
        assertThat(chromium.waitFor("#requests li.fault", "503")).contains("fault: status 503");

        chromium.click("#clear");
        chromium.waitFor("#counts", "None is set.");
        assertThat(chromium.evaluate("document.getElementById('rules').childElementCount"))
                .isEqualTo("0");
    }

    @Test
    void eachFaultButtonSetsAFault() throws Exception {
        chromium.waitFor("#faults button:last-child", "");
        int buttons = Integer.parseInt(chromium.evaluate("document.querySelectorAll('#faults button').length"));

        for (int i = 1; i <= buttons; i++) {
            chromium.click("#faults button:nth-child(" + i + ")");
            chromium.waitFor("#rules li:nth-child(" + i + ")", "next request");
        }

        assertThat(chromium.waitFor("#rules", "empty page"))
                .contains(
                        "503",
                        "expired token",
                        "latency 2000 ms",
                        "cut after 100 bytes",
                        "disconnect",
                        "reset",
                        "HTML");
    }

    @Test
    void thePageCanBePausedSoThatNothingMoves() throws Exception {
        chromium.waitFor("#limit", "limit");
        chromium.click("#pause");
        assertThat(chromium.evaluate("document.getElementById('pause').getAttribute('aria-pressed')"))
                .isEqualTo("true");
        chromium.click(LIST + ".try-out__btn");
        chromium.click(LIST + ".execute");
        chromium.waitFor(LIST + STATUS, "200");
        assertThat(chromium.waitFor("#summary", "")).startsWith("No requests");

        chromium.click("#pause");
        chromium.waitFor("#requests", "answered");
    }

    @Test
    void aSandboxWithATokenAsksForItOrTakesItFromItsAddress() throws Exception {
        try (Sandbox locked = Sandbox.builder().adminToken("topsecret").start()) {
            new SandboxPage(locked, List.of("acme")).serve();
            String url = "http://127.0.0.1:" + locked.port() + "/";
            chromium.open(url);
            chromium.type("#unlock:not([hidden]) input", "wrong");
            chromium.click("#unlock button");
            chromium.waitFor("#wrong-token", "This is not the admin token");
            assertThat(chromium.evaluate("document.querySelector('.admin').hidden"))
                    .isEqualTo("true");

            chromium.evaluate("document.getElementById('admin-token').value = ''");
            chromium.type("#admin-token", "topsecret");
            chromium.click("#unlock button");
            chromium.waitFor("#limit", "The limit is 10 requests");
            chromium.waitFor("#unlock[hidden]", "");

            chromium.evaluate("sessionStorage.clear()");
            chromium.open("about:blank");
            chromium.open(url + "#admin-token=topsecret");
            chromium.waitFor("#limit", "The limit is 10 requests");
            assertThat(chromium.evaluate("location.href")).isEqualTo(url);
        }
    }

    @Test
    void everythingCanBeReachedWithTheKeyboard() throws Exception {
        chromium.waitFor(LIST + ".try-out__btn", "");
        Set<String> reached = new LinkedHashSet<>();
        assertThat(chromium.press("Tab", 9)).isEmpty();
        assertThat(chromium.evaluate("document.activeElement.textContent")).isEqualTo("Skip to the API");
        while (!"api".equals(chromium.evaluate("document.activeElement.closest('#api')?.id ?? ''"))) {
            reached.add(
                    chromium.evaluate(
                            "document.activeElement.dataset.copy ?? (document.activeElement.id || document.activeElement.textContent)"));
            chromium.press("Tab", 9);
        }

        assertThat(reached)
                .contains("base-url", "tenant", "access-token", "client-id", "client-secret", "export", "curl")
                .contains("pause", "turns", "503", "Reset");
    }

    @ParameterizedTest
    @CsvSource({"1280, light", "1280, dark", "400, light", "400, dark"})
    void axeFindsNothing(int width, String colorScheme) throws Exception {
        assumeTrue(Files.exists(AXE), "axe-core is not installed: build without -DskipPrism");
        chromium.prefer(colorScheme);
        chromium.width(width);
        chromium.open("about:blank");
        chromium.open("http://127.0.0.1:" + sandbox.port() + "/");
        chromium.click("#faults button");
        chromium.waitFor("#rules", "503");
        chromium.click(TOKEN + ".opblock-summary-control");
        chromium.click(TOKEN + ".try-out__btn");
        chromium.click(TOKEN + ".execute");
        chromium.click(LIST + ".try-out__btn");
        chromium.click(LIST + ".execute");
        chromium.waitFor(LIST + STATUS, "503");
        chromium.waitFor(TOKEN + STATUS, "200");
        chromium.waitFor("#requests", "fault: status 503");
        chromium.evaluate(Files.readString(AXE));

        assertThat(chromium.evaluate(VIOLATIONS)).isEmpty();
        chromium.screenshot(Path.of("target", "sandbox-" + width + "-" + colorScheme + ".png"));
        chromium.click(".auth-wrapper .authorize");
        chromium.waitFor(".dialog-ux", "accessToken");
        assertThat(chromium.evaluate(VIOLATIONS)).isEmpty();
    }

    @Test
    void nothingIsLoadedFromOtherHostsAndNothingScrollsSideways() throws Exception {
        chromium.click(TOKEN + ".opblock-summary-control");
        chromium.waitFor(TOKEN + ".try-out__btn", "");
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
