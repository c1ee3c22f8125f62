package io.github.segments4j.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher of the archive with a fake java that records its arguments, and makes fake archives of classes. */
class ArchiveLauncherTest {
    private static final Ran SILENT = new Ran(0, "", "");

    @TempDir
    Path folder;

    private Path app;
    private Path cache;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void installArchiveAndJava() throws IOException {
        folder = folder.toRealPath();
        app = install("a place/ségments");
        cache = folder.resolve("cache");
        Files.createDirectories(cache);
        Path java = Files.createDirectories(folder.resolve("java/bin")).resolve("java");
        executable(java, """
                #!/bin/sh
                case $* in
                  *.Training*)
                    echo "$@" >>"$FAKES/trainings"
                    [ -f "$FAKES/broken" ] && exit 1
                    for arg; do
                      case $arg in
                        -XX:ArchiveClassesAtExit=* | -XX:AOTCacheOutput=*) echo classes >"${arg#*=}" ;;
                      esac
                    done
                    echo noise; echo noise >&2
                    ;;
                  *-Xshare:on* | *-XX:AOTMode=on*) ;;
                  *) printf '%s\\n' "$@" >"$FAKES/args" ;;
                esac
                """);
        useJava("17.0.9+9", "17.0.9");
        environment.put("JAVA_HOME", folder.resolve("java").toString());
        environment.put("XDG_CACHE_HOME", cache.toString());
        environment.put("FAKES", folder.toString());
    }

    @Test
    void theFirstStartMakesAnArchiveOfClassesInTheCacheOfTheUser() throws Exception {
        Ran first = launch(app, "count");
        List<String> args = Files.readAllLines(folder.resolve("args"));
        Ran second = launch(app, "count");

        assertThat(first).isEqualTo(SILENT);
        assertThat(second).isEqualTo(SILENT);
        assertThat(args)
                .containsSubsequence("-jar", app + "/lib/segments.jar", "count")
                .contains("-XX:SharedArchiveFile=" + archive(app, "17.0.9+9.jsa"));
        assertThat(trainings()).hasSize(1);
        assertThat(Files.getPosixFilePermissions(cache.resolve("segments")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void withoutACacheFolderOfTheSystemItIsInTheHomeOfTheUser() throws Exception {
        environment.put("XDG_CACHE_HOME", "");
        environment.put("HOME", cache.toString());

        launch(app, "count");

        assertThat(cache.resolve(".cache/segments")).isDirectory();
        assertThat(trainings()).hasSize(1);
    }

    @Test
    void eachPlaceAndEachJavaHasItsOwnArchive() throws Exception {
        Path other = install("elsewhere");
        launch(app);
        launch(other);
        useJava("25.0.3+9-LTS", "25.0.3");

        launch(app);

        assertThat(Files.readAllLines(folder.resolve("args")))
                .contains("-XX:AOTCache=" + archive(app, "25.0.3+9-LTS.aot"));
        assertThat(archive(app, "17.0.9+9.jsa")).exists();
        assertThat(archive(other, "17.0.9+9.jsa")).exists();
        assertThat(trainings()).hasSize(3);
    }

    @Test
    void anArchiveThatComesWithTheCommandIsUsed() throws Exception {
        Path given = Files.writeString(app.resolve("lib/classes-17.0.9+9.jsa"), "classes");

        launch(app);

        assertThat(Files.readAllLines(folder.resolve("args"))).contains("-XX:SharedArchiveFile=" + given);
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void aRuntimeThatComesWithTheCommandIsUsed() throws Exception {
        Path runtime = Files.createDirectories(app.resolve("runtime/bin")).resolve("java");
        executable(runtime, "#!/bin/sh\necho own\n");

        assertThat(launch(app).out()).isEqualTo("own\n");
    }

    @Test
    void aFailureIsNotRepeatedUntilTheNextDay() throws Exception {
        Files.createFile(folder.resolve("broken"));
        Ran first = launch(app);
        Ran second = launch(app);
        int afterTwo = trainings().size();
        Files.delete(folder.resolve("broken"));
        Files.setLastModifiedTime(
                Path.of(archive(app, "17.0.9+9.jsa") + ".new"),
                FileTime.from(Instant.now().minus(Duration.ofDays(2))));

        Ran later = launch(app);

        assertThat(List.of(first, second, later)).containsOnly(SILENT);
        assertThat(afterTwo).isEqualTo(1);
        assertThat(archive(app, "17.0.9+9.jsa")).hasContent("classes");
    }

    @Test
    void concurrentFirstStartsMakeOneArchiveAndAllSucceed() throws Exception {
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(builder(app, "count").start());
        }

        for (Process one : all) {
            assertThat(one.waitFor()).isZero();
        }
        assertThat(trainings()).hasSize(1);
        assertThat(archive(app, "17.0.9+9.jsa")).hasContent("classes");
    }

    @Test
    void theCommandRunsWhereNoCacheCanBeWritten() throws Exception {
        Files.delete(cache);
        Files.createFile(cache);

        assertThat(launch(app, "count")).isEqualTo(SILENT);
        assertThat(Files.readAllLines(folder.resolve("args")))
                .contains("count")
                .noneMatch(arg -> arg.contains("Shared"));
    }

    @Test
    void anArchiveOfAnotherUserOrBehindALinkIsNotUsed() throws Exception {
        launch(app);
        Path archive = archive(app, "17.0.9+9.jsa");
        Path precious = Files.move(archive, folder.resolve("precious"));
        Files.createSymbolicLink(archive, precious);

        assertThat(launch(app)).isEqualTo(SILENT);
        assertThat(Files.readAllLines(folder.resolve("args"))).noneMatch(arg -> arg.contains("Shared"));

        assumeTrue("root".equals(System.getProperty("user.name")), "only root can give a file to another user");
        Files.delete(archive);
        Files.move(precious, archive);
        Files.setOwner(
                archive, archive.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        assertThat(launch(app)).isEqualTo(SILENT);
        assertThat(Files.readAllLines(folder.resolve("args"))).noneMatch(arg -> arg.contains("Shared"));
    }

    @Test
    void theRunThatMakesTheArchiveGetsNoSecretAndLeavesNoFile() throws Exception {
        environment.put("AMPERITY_ACCESS_TOKEN", "s3cr3t");
        Path java = folder.resolve("java/bin/java");
        executable(java, Files.readString(java).replace("*.Training*)", "*.Training*) env >\"$FAKES/environment\""));

        launch(app);

        assertThat(folder.resolve("environment")).content().doesNotContain("s3cr3t");
        try (Stream<Path> files = Files.walk(cache).filter(Files::isRegularFile)) {
            assertThat(files).containsExactly(archive(app, "17.0.9+9.jsa"));
        }
    }

    @Test
    void aJavaThatIsTooOldOrMissingIsNamed() throws Exception {
        useJava("1.8.0_402-b06", "1.8.0_402");
        Ran old = launch(app);
        environment.put("JAVA_HOME", folder.resolve("nowhere").toString());
        Ran missing = launch(app);

        assertThat(old)
                .isEqualTo(new Ran(
                        1,
                        "",
                        "segments: the Java in " + folder.resolve("java")
                                + " is too old: install Java 17 or later, or set JAVA_HOME\n"));
        assertThat(missing)
                .isEqualTo(
                        new Ran(1, "", "segments: java was not found: install Java 17 or later, or set JAVA_HOME\n"));
    }

    private Path install(String name) throws IOException {
        Path installed = folder.resolve(name);
        Files.createDirectories(installed.resolve("bin"));
        Files.createDirectories(installed.resolve("lib"));
        executable(installed.resolve("bin/segments"), Files.readString(Archive.FOLDER.resolve("bin/segments")));
        return installed;
    }

    private Path archive(Path installed, String name) {
        String version = System.getProperty("project.version");
        return Path.of(cache + "/segments/" + version + installed + "/classes-" + name);
    }

    private List<String> trainings() throws IOException {
        return Files.readAllLines(folder.resolve("trainings"));
    }

    /** Writes the file {@code release} of the fake Java. */
    private void useJava(String runtimeVersion, String version) throws IOException {
        Files.writeString(
                folder.resolve("java/release"),
                "JAVA_RUNTIME_VERSION=\"" + runtimeVersion + "\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    private Ran launch(Path installed, String... args) throws Exception {
        return Ran.of(builder(installed, args));
    }

    private ProcessBuilder builder(Path installed, String... args) {
        List<String> command =
                new ArrayList<>(List.of(installed.resolve("bin/segments").toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        for (String name : List.of("JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")) {
            builder.environment().remove(name);
        }
        builder.environment().putAll(environment);
        return builder;
    }

    private static void executable(Path file, String script) throws IOException {
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
