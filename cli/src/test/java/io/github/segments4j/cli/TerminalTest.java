package io.github.segments4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a terminal shows, and what pipes and files get instead. */
class TerminalTest {
    /** Clears the screen in two ways, sets the title, and turns the direction of text. */
    private static final String HOSTILE = "A\u001b[2J\u009b2J\u009d0;t\u0007\u0085\u202eB";

    @TempDir
    Path folder;

    private FakeApi api;
    private Path token;

    @BeforeEach
    void start() throws IOException {
        api = new FakeApi();
        token = Files.writeString(folder.resolve("token"), "s3cr3t");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "csv", "json", "ndjson"})
    void noFormatControlsTheTerminal(String format) {
        api.then("{\"data\":[{\"id\":\"a\",\"name\":\"" + HOSTILE.replaceAll("\\p{Cc}", "\\\\u0007")
                + "\u009b\u202e\"}]}");

        Run run = Run.onTerminal(args("list", "--format", format));

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("\\u009b", "\\u202e");
        assertIsText(run.out());
    }

    @Test
    void aPipeGetsTheRowsAsTheyAre() {
        api.then("{\"data\":[{\"id\":\"a\",\"name\":\""
                + HOSTILE.replace("\u001b", "\\u001b").replace("\u0007", "\\u0007") + "\"}]}");

        assertThat(run("list", "--format", "csv").out()).contains(HOSTILE);
    }

    @Test
    void jsonOnATerminalHasTheSameMeaning() throws IOException {
        api.then("{\"data\":[{\"id\":\"a\",\"name\":\"\u009b\u202e\u2028👨\u200d👩\udb40\udc41\"}]}");

        String shown = Run.onTerminal(args("list", "--format", "json")).out();
        String piped = run("list", "--format", "json").out();

        assertThat(shown).isNotEqualTo(piped);
        assertThat(new JsonMapper().readTree(shown)).isEqualTo(new JsonMapper().readTree(piped));
    }

    @Test
    void noArgumentControlsTheTerminal() {
        for (String[] args : List.of(
                new String[] {HOSTILE},
                new String[] {"list", "--" + HOSTILE},
                new String[] {"list", "--page-size", HOSTILE},
                new String[] {"list", "--format", HOSTILE},
                new String[] {"list", "--tenant", HOSTILE},
                new String[] {"list", "--base-url", HOSTILE},
                new String[] {"list", "--sandbox", "--output", folder + "/" + HOSTILE + "/x"},
                new String[] {"list", "--tenant", "acme", "--access-token-file", folder + "/" + HOSTILE},
                new String[] {"help", HOSTILE},
                new String[] {"sandbox", "--data", HOSTILE},
                new String[] {"sandbox", "--fault", HOSTILE})) {
            Run run = Run.of(args);

            assertThat(run.code()).isIn(1, 2);
            assertIsText(run.err());
        }
    }

    @Test
    void aMessageIsOneLine() {
        Run run = Run.of("list", "--tenant", "acme\nsegments: all rows are there");

        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void noMessageOfTheServerControlsTheTerminal() {
        api.then(
                403,
                "{\"message\":\"" + HOSTILE.replace("\u001b", "\\u001b").replace("\u0007", "\\u0007") + "\"}",
                Map.of());

        assertIsText(run("export").err());
    }

    @Test
    void rowsOnTheTerminalAreNotMixedWithAProgressBar() {
        api.then("{\"next_token\":\"t\",\"data\":[{\"id\":\"a\",\"name\":\"A\"}]}")
                .then("{\"data\":[]}");

        Run run = Run.onTerminal(args("list"));

        assertThat(run.err()).matches("1 row in 2 pages, \\d+\\.\\d seconds\\R");
    }

    @Test
    void aMessageReplacesTheProgressBar() {
        api.then("{\"next_token\":\"t\",\"data\":[{\"id\":\"a\",\"name\":\"A\"}]}")
                .then(403, "{}", Map.of());

        Run run = Run.in(true, args("export"));

        assertThat(run.err()).startsWith("\r\u001b[K1 row in 1 page\r\u001b[Ksegments: page 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stack", "memory", "class"})
    void anErrorOfTheJvmIsASentenceWithAnExitCode(String kind) {
        OutputStream failing = new OutputStream() {
            @Override
            public void write(int b) {
                throw error(kind);
            }
        };

        Run export = Run.to(Stdout.FILE, failing, false, "export", "--sandbox");
        Run help = Run.to(Stdout.FILE, failing, false, "--version");

        for (Run run : List.of(export, help)) {
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err()).startsWith("segments: ").doesNotContain("\tat ");
            assertThat(run.err().lines()).hasSize(1);
        }
    }

    @Test
    void afterAnErrorOfTheJvmAnExportCanBeResumed() throws IOException {
        Path file = folder.resolve("segments.csv");
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        OutputStream failsOnce = new OutputStream() {
            private boolean hasFailed;

            @Override
            public void write(int b) {
                if (!hasFailed) {
                    hasFailed = true;
                    throw error("memory");
                }
                messages.write(b);
            }
        };
        api.then("{\"next_token\":\"t\",\"data\":[{\"id\":\"a\",\"name\":\"A\"}]}");
        Shell shell = new Shell(Stdout.FILE, new ByteArrayOutputStream(), failsOnce, true, Map.of());

        int code = Segments.run(shell, args("export", "--output", file.toString()));

        assertThat(code).isEqualTo(1);
        assertThat(messages.toString(UTF_8))
                .contains("there is not enough memory", "JAVA_OPTS=-Xmx", "run the same command with --resume");
    }

    private static Error error(String kind) {
        return switch (kind) {
            case "stack" -> new StackOverflowError();
            case "memory" -> new OutOfMemoryError("Java heap space");
            default -> new NoClassDefFoundError("some/Name");
        };
    }

    private static void assertIsText(String shown) {
        assertThat(shown.replace("\r\n", "").codePoints().filter(c -> c != '\n' && Character.isISOControl(c)))
                .isEmpty();
        assertThat(shown).doesNotContain("\u202e", "\u2028");
    }

    private Run run(String... args) {
        return Run.of(args(args));
    }

    private String[] args(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--base-url", api.url(), "--tenant", "acme", "--access-token-file", token.toString()));
        return all.toArray(String[]::new);
    }
}
