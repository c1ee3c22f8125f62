package io.github.segments4j.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archives on machines where nothing else is installed. */
@Tag("slow")
class InstallationTest {
    @TempDir
    Path folder;

    private static Path runtime;

    @BeforeAll
    static void makeTheRuntime() throws Exception {
        runtime = RuntimeImage.made();
    }

    @Test
    void theArchiveNeedsAJavaAndAShell() throws Exception {
        EmptyRoot root = EmptyRoot.in(folder, "sh");
        jre(root);
        Archive.unpackedIn(root.path.resolve("opt"));
        String segments = "/opt/" + Archive.name() + "/bin/segments";

        Ran export = root.run("/bin/sh", "-c", "JAVA_HOME=/java " + segments + " export --sandbox --output /tmp/x.csv");
        Ran help = root.run("/bin/sh", "-c", "JAVA_HOME=/java " + segments + " --help");
        Ran withoutJava = root.run(segments, "--help");

        assertThat(export.err()).contains("1000 rows").hasLineCount(1);
        assertThat(export.code()).isZero();
        assertThat(root.path.resolve("tmp/x.csv")).content().startsWith("id,name,status");
        assertThat(help.out()).contains("Usage: segments");
        assertThat(withoutJava)
                .isEqualTo(
                        new Ran(1, "", "segments: java was not found: install Java 17 or later, or set JAVA_HOME\n"));
    }

    @Test
    void theArchiveWithARuntimeNeedsNoJavaAndUsesItsCache() throws Exception {
        EmptyRoot root = EmptyRoot.in(folder, "sh");
        addLibrariesOf(root, Archive.unpacked(runtime, root.path.resolve("opt")).resolve("runtime"));
        String segments = "/opt/" + Archive.name() + "/bin/segments";

        Ran count = root.run(segments, "count", "--sandbox");
        Ran export = root.run(segments, "export", "--sandbox", "--quiet", "--output", "/tmp/x.csv");
        String cache = cacheOf(root.path.resolve("opt"));
        Ran insisting = root.run(
                "/opt/" + Archive.name() + "/runtime/bin/java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:AOTMode=on", // Ends the JVM if it can't use the cache.
                "-XX:AOTCache=/opt/" + Archive.name() + "/lib/" + cache,
                "-jar",
                "/opt/" + Archive.name() + "/lib/segments.jar",
                "--version");

        assertThat(count).isEqualTo(new Ran(0, "1000\n", ""));
        assertThat(export).isEqualTo(new Ran(0, "", ""));
        assertThat(insisting).isEqualTo(new Ran(0, Archive.name().replaceFirst("-", " ") + "\n", ""));
    }

    /** There is no engine for containers here: each instruction is carried out in an empty root, as an engine would. */
    @Test
    void theDockerfileRunsAnyCommand() throws Exception {
        EmptyRoot root = EmptyRoot.in(folder, "sh", "ln", "mkdir", "readlink");
        String dockerfile = Files.readString(Path.of("Dockerfile"));
        assertThat(instructions(dockerfile, "FROM")).containsExactly("debian:12-slim");
        Path opt = root.path.resolve("opt");
        for (String add : instructions(dockerfile, "ADD")) {
            assertThat(add).isEqualTo("segments-*-linux-*.tar.gz /opt/");
            assertThat(runtime.getFileName().toString()).matches("segments-.*-linux-.*\\.tar\\.gz");
            addLibrariesOf(root, Archive.unpacked(runtime, opt).resolve("runtime"));
        }
        Files.createDirectories(root.path.resolve("usr/local/bin"));
        for (String run : instructions(dockerfile, "RUN")) {
            assertThat(root.run("/bin/sh", "-c", run)).isEqualTo(new Ran(0, "", ""));
        }
        assertThat(instructions(dockerfile, "ENTRYPOINT")).containsExactly("[\"segments\"]");

        String user = instructions(dockerfile, "USER").get(0);
        Ran export = root.runAs(
                user, "/usr/local/bin/segments", "export", "--sandbox", "--quiet", "--output", "/data/x.csv");
        Ran sandbox = root.runAs(user, "/usr/local/bin/segments", "sandbox", "--help");

        assertThat(export).isEqualTo(new Ran(0, "", ""));
        assertThat(root.path.resolve("data/x.csv")).content().startsWith("id,name,status");
        assertThat(sandbox.out()).contains("Usage: segments sandbox");
    }

    private static String cacheOf(Path opt) throws IOException {
        try (Stream<Path> files = Files.list(opt.resolve(Archive.name()).resolve("lib"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".aot"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<String> instructions(String dockerfile, String name) {
        return Pattern.compile("^" + name + " (.*)$", Pattern.MULTILINE)
                .matcher(dockerfile)
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    /** A Java like the one that runs this test, without its tools. */
    private static void jre(EmptyRoot root) throws IOException, InterruptedException {
        Path java = root.path.resolve("java");
        Ran jlink = Ran.in(
                root.path,
                System.getProperty("java.home") + "/bin/jlink",
                "--add-modules=java.se,jdk.unsupported,jdk.crypto.ec",
                "--output=" + java);
        assertThat(jlink.code()).as(jlink.err()).isZero();
        addLibrariesOf(root, java);
    }

    private static void addLibrariesOf(EmptyRoot root, Path java) throws IOException, InterruptedException {
        root.add(
                java.resolve("bin/java").toString(),
                java.resolve("lib/server/libjvm.so").toString(),
                java.resolve("lib/libzip.so").toString());
    }
}
