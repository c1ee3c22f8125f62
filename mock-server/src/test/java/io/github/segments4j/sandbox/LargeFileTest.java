package io.github.segments4j.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of segments that are large for the memory of the JVM. */
@Timeout(120)
class LargeFileTest {
    private static final int ROWS = 60_000;

    @TempDir
    Path folder;

    /** Prints how many segments the sandbox serves, or why it does not start. */
    static final class Program {
        private Program() {}

        public static void main(String[] args) {
            try (Sandbox sandbox = Sandbox.builder().data(Path.of(args[0])).start()) {
                System.out.print(sandbox.segments().size());
            } catch (IllegalArgumentException e) {
                System.out.print(e.getMessage());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.csv", "x.ndjson", "x.json"})
    void aFileThatDoesNotFitIsRefusedInASentenceAndOneThatFitsNeedsLittleMore(String name) throws Exception {
        Path file = write(name);

        assertThat(start(file, "-Xmx8m"))
                .startsWith("The file " + file + " cannot be used: its segments do not fit into the ")
                .endsWith(" MB of memory of this JVM; allow more with a setting such as -Xmx2g");
        assertThat(start(file, "-Xmx24m")).isEqualTo(Integer.toString(ROWS));
    }

    /** {@return a file whose rows take 6 MB as JSON} */
    private Path write(String name) throws IOException {
        Path file = folder.resolve(name);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(name.endsWith(".csv") ? "id,name,status\n" : name.endsWith(".json") ? "[" : "");
            for (int i = 0; i < ROWS; i++) {
                String id = "id-%06d".formatted(i);
                String text = "A name that is about as long as those of other segments " + i;
                out.write(
                        name.endsWith(".csv")
                                ? id + "," + text + ",active\n"
                                : "{\"id\":\"" + id + "\",\"name\":\"" + text + "\",\"status\":\"active\"}");
                out.write(name.endsWith(".json") && i < ROWS - 1 ? "," : "");
            }
            out.write(name.endsWith(".json") ? "]" : "");
        }
        return file;
    }

    private static String start(Path file, String memory) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        memory,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
