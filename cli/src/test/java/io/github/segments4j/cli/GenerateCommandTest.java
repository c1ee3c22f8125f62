package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the command in another process: a system property names the clone, and PATH finds Maven. */
class GenerateCommandTest {
    private static final String CLONE =
            Path.of("..").toAbsolutePath().normalize().toString();

    @TempDir
    Path folder;

    private Path bin;

    @BeforeEach
    void createToolFolder() throws IOException {
        bin = Files.createDirectory(folder.resolve("bin"));
    }

    @Test
    void theListDescribesTheClientOfEveryLanguage() throws Exception {
        Run run = generate(CLONE, bin.toString(), "--list");

        assertThat(run.code()).isZero();
        assertThat(run.out().lines().map(line -> line.replaceFirst(" .*", "")))
                .containsExactly("csharp", "go", "java", "kotlin", "php", "python", "ruby", "rust", "typescript");
        assertThat(run.out()).containsPattern("python +Python 3.* Pages, keeps the pace and retries.");
    }

    @Test
    void anUnknownLanguageIsRefusedAndTheLanguagesAreNamed() throws Exception {
        Run run = generate(CLONE, bin.toString(), "cobol", "--output", "client");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("no language \"cobol\"", "csharp, go, java", "typescript");
        assertThat(folder.resolve("client")).doesNotExist();
    }

    @Test
    void aLanguageWithoutAFolderIsRefused() throws Exception {
        Run run = generate(CLONE, bin.toString(), "python");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("generate LANG --output DIR");
    }

    @Test
    void aFolderWithOtherFilesIsNotChanged() throws Exception {
        Files.writeString(Files.createDirectory(folder.resolve("mine")).resolve("notes"), "mine");
        maven("touch ran");

        Run run = generate(CLONE, bin.toString(), "python", "--output", "mine");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("mine has files that were not generated");
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void outsideACloneItIsRefused() throws Exception {
        Run run = generate(folder.toString(), bin.toString(), "--list");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("needs a clone");
    }

    @Test
    void withoutMavenTheMessageSaysWhatToInstall() throws Exception {
        Run run = generate(CLONE, bin.toString(), "python", "--output", "client");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("install Maven");
    }

    @Test
    void theErrorsOfMavenArePrinted() throws Exception {
        maven("echo [INFO] so far so good; echo '[ERROR] no such generator'; exit 1");

        Run run = generate(CLONE, bin.toString(), "python", "--output", "client");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("[ERROR] no such generator").doesNotContain("so far so good");
    }

    /** The generator has the name of the language, or another name, as for TypeScript. */
    @ParameterizedTest
    @ValueSource(strings = {"python", "typescript"})
    void mavenGeneratesAClientTwice(String language) throws Exception {
        String path = System.getenv("PATH");

        Run first = generate(CLONE, path, language, "--output", "client");
        Run again = generate(CLONE, path, language, "--output", "client");

        assertThat(first.err())
                .isEqualTo(
                        "segments: the client is in " + folder.toRealPath().resolve("client") + System.lineSeparator());
        assertThat(first.code()).isZero();
        assertThat(folder.resolve("client").resolve("README.md")).isNotEmptyFile();
        assertThat(again.code()).isZero();
    }

    private void maven(String script) throws IOException {
        Path mvn = Files.writeString(bin.resolve("mvn"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Run generate(String clone, String path, String... args) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        List<String> all = new ArrayList<>(List.of("-Dsegments.home=" + clone, Segments.class.getName(), "generate"));
        all.addAll(Arrays.asList(args));
        ProcessBuilder builder = ChildJvm.running(
                        folder.toRealPath(), java.util.Map.of("PATH", path), all.toArray(String[]::new))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        int code = builder.start().waitFor();
        return new Run(code, Files.readString(out), Files.readString(err));
    }
}
