package io.github.segments4j.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program that has only the sandbox on its path and ends without closing it. */
@Timeout(60)
class WithoutJUnitTest {
    private static final String SANDBOX = Path.of("target", "classes").toString();

    @TempDir
    Path folder;

    private Path info;
    private Path program;

    @BeforeEach
    void write() throws Exception {
        info = Files.writeString(folder.resolve("module-info.java"), """
        module stranger {
          requires io.github.segments4j.sandbox;
        }
        """);
        program = Files.writeString(
                Files.createDirectory(folder.resolve("stranger")).resolve("Program.java"), """
        package stranger;

        import io.github.segments4j.sandbox.Fault;
        import io.github.segments4j.sandbox.Sandbox;
        import java.net.HttpURLConnection;
        import java.net.URI;

        class Program {
          public static void main(String[] args) throws Exception {
            Sandbox sandbox = Sandbox.builder().accessLog(line -> {}).start();
            sandbox.faults().always(Fault.gzip());
            HttpURLConnection connection =
                (HttpURLConnection) URI.create(sandbox.baseUrl() + "/segments").toURL().openConnection();
            System.out.println(connection.getResponseCode());
            sandbox.requests().assertCount(1);
          }
        }
        """);
    }

    @Test
    void itRunsOnTheClassPath() throws Exception {
        compile("-cp", SANDBOX, program.toString());

        assertThat(run("-cp", SANDBOX + File.pathSeparator + folder, "stranger.Program"))
                .isEqualTo("401\n");
    }

    @Test
    void itRunsOnTheModulePath() throws Exception {
        compile("-p", SANDBOX, "-d", folder.resolve("out").toString(), info.toString(), program.toString());

        assertThat(run("-p", SANDBOX + File.pathSeparator + folder.resolve("out"), "-m", "stranger/stranger.Program"))
                .isEqualTo("401\n");
    }

    private static void compile(String... args) {
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        String[] all = new String[args.length + 2];
        all[0] = "-Xlint:all";
        all[1] = "-Werror";
        System.arraycopy(args, 0, all, 2, args.length);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, complaints, complaints, all))
                .as(complaints.toString(StandardCharsets.UTF_8))
                .isZero();
    }

    private String run(String... args) throws Exception {
        String[] command = new String[args.length + 1];
        command[0] = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        System.arraycopy(args, 0, command, 1, args.length);
        Path said = folder.resolve("said");
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
        return Files.readString(said);
    }
}
