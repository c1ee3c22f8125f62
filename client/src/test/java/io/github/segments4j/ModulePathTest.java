package io.github.segments4j;

import static io.github.segments4j.ListingTest.page;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModulePathTest {
    @TempDir
    Path folder;

    @Test
    void aStrangersModuleThatRequiresOursAloneCompilesAndLists() throws Exception {
        Path info = Files.writeString(folder.resolve("module-info.java"), """
        module stranger {
          requires io.github.segments4j;
        }
        """);
        Path program = Files.writeString(
                Files.createDirectory(folder.resolve("stranger")).resolve("Program.java"), """
        package stranger;

        import io.github.segments4j.ListOptions;
        import io.github.segments4j.SegmentsClient;
        import io.github.segments4j.model.Segment;

        class Program {
          public static void main(String[] args) {
            try (SegmentsClient client = SegmentsClient.builder()
                .tenant("acme")
                .apiKey("id", "secret")
                .baseUrl(args[0])
                .httpClient(java.net.http.HttpClient.newHttpClient())
                .build()) {
              for (Segment segment : client.list(ListOptions.defaults().withReadAhead(1))) {
                System.out.println(segment.name());
              }
            }
          }
        }
        """);
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();

        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        complaints,
                        complaints,
                        "-Xlint:all",
                        "-Werror",
                        "-p",
                        modulePath(),
                        "-d",
                        folder.resolve("out").toString(),
                        info.toString(),
                        program.toString());
        assertThat(compiled).as(complaints.toString(StandardCharsets.UTF_8)).isZero();

        try (ScriptedServer server = new ScriptedServer()) {
            server.then("{\"access_token\":\"t\",\"expires_in\":3600,\"token_type\":\"Bearer\"}")
                    .then(page("t", "a"))
                    .then(page("", "b"));
            File out = folder.resolve("said").toFile();
            int code = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-p",
                            folder.resolve("out") + File.pathSeparator + modulePath(),
                            "-m",
                            "stranger/stranger.Program",
                            server.url())
                    .redirectErrorStream(true)
                    .redirectOutput(out)
                    .start()
                    .waitFor();

            assertThat(out).hasContent("a\nb");
            assertThat(code).isZero();
        }
    }

    /** What a user gets with the client: neither the tests nor what they bring. */
    private static String modulePath() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(classPath.split(File.pathSeparator))
                .filter(
                        entry -> entry.matches(
                                ".*(client.target.classes.?|segments-client[^/\\\\]*|feign-core[^/\\\\]*|jackson-[^/\\\\]*|slf4j-[^/\\\\]*)"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
