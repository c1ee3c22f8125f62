package io.github.segments4j.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * One page of a headless Chromium, controlled over its DevTools protocol. A driver library would be larger than all
 * other test code, and its helper programs would have to match the version of the browser.
 */
final class Chromium implements AutoCloseable {
    private static final String LISTENING = "DevTools listening on ";
    private static final int TIMEOUT_SECONDS = 30;

    /** The error code of DevTools when the page has been left, or the next page is not loaded yet. */
    private static final int PAGE_GONE = -32000;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Searches for an element with a text again whenever the page changes. */
    private static final String FIND = """
      new Promise(resolve => {
        const find = () => {
          const found = document.querySelector(%1$s);
          if (found && found.textContent.includes(%2$s)) {
            resolve(found.textContent);
          }
        };
        new MutationObserver(find).observe(
            document, {subtree: true, childList: true, characterData: true, attributes: true});
        find();
      })""";

    private final Process process;
    private final WebSocket devTools;
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();

    /** Tests are skipped without a browser, except in CI. */
    static String required() {
        Optional<String> program = installed();
        boolean isRequired = "true".equals(System.getenv("CI"));
        assumeTrue(
                program.isPresent() || isRequired,
                "Chromium is not installed: install chromium, chromium-browser or google-chrome, or set CHROME_BIN");
        return program.orElseThrow();
    }

    /** The first program that runs: some systems have one that only says what to install. */
    private static Optional<String> installed() {
        return Stream.concat(
                        Stream.ofNullable(System.getenv("CHROME_BIN")),
                        Stream.of("chromium", "chromium-browser", "google-chrome"))
                .filter(Chromium::runs)
                .findFirst();
    }

    private static boolean runs(String program) {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    Chromium(String program, Path profile) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        program,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--disable-breakpad",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"));
        // Files that it leaves when it is killed.
        builder.environment().put("TMPDIR", profile.toString());
        process = builder.start();
        try {
            URI browser = URI.create(readLine(LISTENING));
            HttpClient http = HttpClient.newHttpClient();
            URI list = URI.create("http://" + browser.getAuthority() + "/json/list");
            JsonNode targets =
                    JSON.readTree(http.send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString())
                            .body());
            String page = Stream.iterate(0, i -> i + 1)
                    .limit(targets.size())
                    .map(targets::get)
                    .filter(target -> target.path("type").asText().equals("page"))
                    .map(target -> target.path("webSocketDebuggerUrl").asText())
                    .findFirst()
                    .orElseThrow();
            devTools = http.newWebSocketBuilder()
                    .buildAsync(URI.create(page), new Listener())
                    .join();
            for (String domain : List.of("Log", "Network", "Page", "Runtime")) {
                execute(domain + ".enable", Map.of());
            }
        } catch (Exception | Error e) {
            end();
            throw e;
        }
    }

    /** Returns the rest of the first line with this prefix. Later output is read and ignored. */
    private String readLine(String prefix) throws Exception {
        CompletableFuture<String> result = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            StringBuilder all = new StringBuilder();
            try (BufferedReader lines = process.inputReader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    all.append(line).append('\n');
                    if (line.startsWith(prefix)) {
                        result.complete(line.substring(prefix.length()));
                    }
                }
            } catch (IOException e) {
                all.append(e);
            }
            result.completeExceptionally(new AssertionError("Chromium has ended: " + all));
        });
        reader.setDaemon(true);
        reader.start();
        return result.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    void open(String url) throws Exception {
        execute("Page.navigate", Map.of("url", url));
    }

    void prefer(String colorScheme) throws Exception {
        execute(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme))));
    }

    void width(int pixels) throws Exception {
        execute(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", pixels, "height", 800, "deviceScaleFactor", 1, "mobile", false));
    }

    /**
     * Waits until an element contains a text, and returns all of its text. If the page is left meanwhile, the next page
     * is searched.
     */
    String waitFor(String selector, String text) throws Exception {
        String search = FIND.formatted(quoted(selector), quoted(text));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        JsonNode answer = send(search);
        while (answer.at("/error/code").asInt() == PAGE_GONE && System.nanoTime() < end) {
            answer = send(search);
        }
        return value(search, answer);
    }

    void click(String selector) throws Exception {
        waitFor(selector, "");
        evaluate("document.querySelector(" + quoted(selector) + ").click()");
    }

    /** Types into a field and leaves it: until then, the page may wait for more input. */
    void type(String selector, String text) throws Exception {
        waitFor(selector, "");
        evaluate("document.querySelector(" + quoted(selector) + ").focus()");
        execute("Input.insertText", Map.of("text", text));
        evaluate("document.activeElement.blur()");
    }

    /** Presses a key, and returns the id of the element that has the focus afterwards. */
    String press(String key, int code) throws Exception {
        for (String type : List.of("keyDown", "keyUp")) {
            execute(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code));
        }
        return evaluate("document.activeElement.id");
    }

    /** Saves what the page looks like as a whole. */
    void screenshot(Path file) throws Exception {
        JsonNode answer = call("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        Files.write(file, Base64.getDecoder().decode(answer.at("/result/data").asText()));
    }

    String evaluate(String expression) throws Exception {
        return value(expression, send(expression));
    }

    private JsonNode send(String expression) throws Exception {
        return call("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    }

    private static String value(String expression, JsonNode answer) {
        if (answer.has("error") || answer.at("/result/exceptionDetails").isObject()) {
            throw new AssertionError(expression + ": " + answer);
        }
        return answer.at("/result/result/value").asText();
    }

    /** Forgets what earlier pages have requested, and their errors. */
    void forget() {
        events.clear();
    }

    /** The URLs that the page has requested. */
    List<String> requested() {
        return events("Network.requestWillBeSent")
                .map(event -> event.at("/params/request/url").asText())
                .toList();
    }

    /** Failed scripts, and resources that the security policy blocked. */
    List<String> errors() {
        Stream<JsonNode> logged = events("Log.entryAdded")
                .filter(event -> event.at("/params/entry/level").asText().matches("warning|error"))
                .filter(event -> !event.at("/params/entry/source").asText().equals("network"));
        return Stream.concat(logged, events("Runtime.exceptionThrown"))
                .map(JsonNode::toString)
                .toList();
    }

    private Stream<JsonNode> events(String method) {
        return events.stream().filter(event -> event.path("method").asText().equals(method));
    }

    private void execute(String method, Map<String, Object> parameters) throws Exception {
        JsonNode answer = call(method, parameters);
        if (answer.has("error")) {
            throw new AssertionError(method + parameters + ": " + answer);
        }
    }

    private JsonNode call(String method, Map<String, Object> parameters) throws Exception {
        int id = calls.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        devTools.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
                .join();
        return answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    private static String quoted(String text) throws IOException {
        return JSON.writeValueAsString(text);
    }

    @Override
    public void close() {
        devTools.abort();
        end();
    }

    private void end() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> each.onExit().join());
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                take(text.toString());
                text.setLength(0);
            }
            return WebSocket.Listener.super.onText(socket, data, last);
        }

        private void take(String message) {
            try {
                JsonNode read = JSON.readTree(message);
                if (read.has("id")) {
                    Objects.requireNonNull(answers.remove(read.path("id").asInt()))
                            .complete(read);
                } else {
                    events.add(read);
                }
            } catch (IOException e) {
                throw new AssertionError(message, e);
            }
        }
    }
}
