package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the launcher of a clone in a small copy of the project, with a fake mvn and a fake java that record their arguments. */
@Tag("slow")
class LauncherTest {
    private static final String BUILDING = "segments: building";

    @TempDir
    Path folder;

    private Path root;
    private String javaOpts = "-Xmx32m -Dx=y";
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void createProjectAndTools() throws IOException {
        root = Files.createDirectories(folder.resolve("a tree"));
        Files.copy(Path.of("..", "segments"), root.resolve("segments"));
        executable(root.resolve("segments"), Files.readString(root.resolve("segments")));
        Path running = Files.createDirectories(root.resolve("dist/src/main/sh")).resolve("segments");
        executable(running, Files.readString(Path.of("..", "dist", "src", "main", "sh", "segments")));
        for (String source : List.of(
                "pom.xml",
                "client/src/main/A.java",
                "openapi/segments.yaml",
                "cli/pom.xml",
                "mock-server/pom.xml",
                ".mvn/jvm.config")) {
            Files.createDirectories(root.resolve(source).getParent());
            Files.writeString(root.resolve(source), "1");
        }
        Path bin = Files.createDirectories(folder.resolve("bin"));
        executable(bin.resolve("mvn"), """
        #!/bin/sh
        echo "$@" >>"$FAKES/mvn.calls"
        env >>"$FAKES/mvn.environment"
        [ ! -f "$FAKES/broken" ] || { echo "[ERROR] it is broken"; exit 1; }
        mkdir -p client/target dist/target/segments/segments/bin dist/target/segments/segments/lib
        cp dist/src/main/sh/segments dist/target/segments/segments/bin
        echo jar >dist/target/segments/segments/lib/segments.jar
        mkdir -p generate/target/lib
        echo jar >generate/target/segments-generate-1.jar
        echo jar >generate/target/lib/picocli.jar
        """);
        executable(bin.resolve("java"), """
        #!/bin/sh
        printf '%s\\n' "$@" >"$FAKES/java.args"
        pwd >"$FAKES/java.folder"
        echo "${LC_ALL:-}" >"$FAKES/java.locale"
        env >>"$FAKES/java.$#.environment"
        for arg; do
          case $arg in
            -XX:ArchiveClassesAtExit=* | -XX:AOTCacheOutput=*)
              echo "$arg" >>"$FAKES/archives.made"
              [ ! -f "$FAKES/no-archive" ] || { echo "[warning] no"; exit 1; }
              echo classes >"${arg#*=}"
              ;;
          esac
        done
        """);
    }

    @Test
    void theFirstRunBuildsAndTheSecondDoesNot() throws Exception {
        Launched first = launch(folder, root.resolve("segments"), "count");
        Launched second = launch(folder, root.resolve("segments"), "count");

        assertThat(first.err().lines()).singleElement().asString().startsWith(BUILDING);
        assertThat(first.out()).isEmpty();
        assertThat(second).isEqualTo(new Launched(0, "", ""));
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void theGeneratorIsBuiltWithoutTheRestOfTheCommand() throws Exception {
        Launched first = launch(folder, root.resolve("segments"), "generate", "--list");
        Files.writeString(root.resolve("client/src/main/A.java"), "does not compile");
        Launched second = launch(folder, root.resolve("segments"), "generate", "--list");

        assertThat(first.err()).startsWith(BUILDING);
        assertThat(second).isEqualTo(new Launched(0, "", ""));
        assertThat(folder.resolve("mvn.calls")).content().contains("-pl generate -am package");
        assertThat(builds()).isEqualTo(1);
        assertThat(Files.readAllLines(folder.resolve("java.args")))
                .contains(root.toRealPath()
                        .resolve("target/generate/lib/segments.jar")
                        .toString())
                .endsWith("generate", "--list");
    }

    @Test
    void anEditedNewDeletedOrRenamedFileCausesABuild() throws Exception {
        launch(folder, root.resolve("segments"));

        Files.writeString(root.resolve("client/src/main/A.java"), "2");
        assertThat(launch(folder, root.resolve("segments")).err()).startsWith(BUILDING);
        Files.writeString(root.resolve("client/src/main/B.java"), "1");
        assertThat(launch(folder, root.resolve("segments")).err()).startsWith(BUILDING);
        Files.delete(root.resolve("client/src/main/B.java"));
        assertThat(launch(folder, root.resolve("segments")).err()).startsWith(BUILDING);
        Files.writeString(root.resolve("openapi/segments.yaml"), "2");
        assertThat(launch(folder, root.resolve("segments")).err()).startsWith(BUILDING);
        Files.move(root.resolve("client/src/main/A.java"), root.resolve("client/src/main/C.java"));
        assertThat(launch(folder, root.resolve("segments")).err()).startsWith(BUILDING);

        assertThat(launch(folder, root.resolve("segments")).err()).isEmpty();
        assertThat(builds()).isEqualTo(6);
    }

    @Test
    void itRunsFromAnyFolderAndThroughLinksAndPassesArgumentsUnchanged() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("else where"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("link"), Path.of("..", "a tree", "segments"));
        Path second = Files.createSymbolicLink(folder.resolve("second"), link);

        Launched launched = launch(elsewhere, second, "export", "--output", "a b.csv", "", "it's \"$x\" *");

        assertThat(launched.code()).isZero();
        assertThat(Files.readAllLines(folder.resolve("java.args")))
                .containsSubsequence(
                        "-jar",
                        root.toRealPath()
                                .resolve("target/segments/lib/segments.jar")
                                .toString(),
                        "export",
                        "--output",
                        "a b.csv",
                        "",
                        "it's \"$x\" *");
        assertThat(Path.of(Files.readString(folder.resolve("java.folder")).strip()))
                .isEqualTo(elsewhere.toRealPath());
    }

    @Test
    void itPassesOnItsOwnPathAsTyped() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("a link"), root.resolve("segments"));

        launch(folder, Path.of("a tree/segments"), "sandbox");
        List<String> direct = Files.readAllLines(folder.resolve("java.args"));
        launch(folder, link, "sandbox");

        assertThat(direct).contains("-Dsegments.command=a tree/segments");
        assertThat(Files.readAllLines(folder.resolve("java.args"))).contains("-Dsegments.command=" + link);
    }

    @Test
    void javaOptsReachTheJvm() throws Exception {
        launch(folder, root.resolve("segments"), "count");

        assertThat(Files.readAllLines(folder.resolve("java.args"))).containsSubsequence("-Xmx32m", "-Dx=y", "-jar");
    }

    @Test
    void theFirstRunCreatesAClassArchiveForLaterRuns() throws Exception {
        useJdk("17.0.9+9", "17.0.9");

        Launched first = launch(folder, root.resolve("segments"), "count");
        Launched second = launch(folder, root.resolve("segments"), "count");

        assertThat(first.out()).isEmpty();
        assertThat(second).isEqualTo(new Launched(0, "", ""));
        assertThat(folder.resolve("archives.made")).content().hasLineCount(1);
        assertThat(Files.readAllLines(folder.resolve("java.args")))
                .contains("-XX:SharedArchiveFile=" + archive("17.0.9+9.jsa"))
                .containsSubsequence("-Dx=y", "-jar", "count");
        assertThat(archive("17.0.9+9.jsa")).hasContent("classes");
    }

    @Test
    void eachJdkHasItsOwnArchiveAndFrom25OnAnAotCache() throws Exception {
        useJdk("17.0.9+9", "17.0.9");
        launch(folder, root.resolve("segments"), "count");
        useJdk("25.0.3+9-LTS", "25.0.3");

        launch(folder, root.resolve("segments"), "count");

        assertThat(builds()).isEqualTo(1);
        assertThat(Files.readAllLines(folder.resolve("java.args")))
                .contains("-XX:AOTCache=" + archive("25.0.3+9-LTS.aot"));
        assertThat(archive("17.0.9+9.jsa")).exists();
    }

    @Test
    void aBuildDeletesTheEarlierArchive() throws Exception {
        useJdk("17.0.9+9", "17.0.9");
        launch(folder, root.resolve("segments"), "count");
        Files.writeString(root.resolve("client/src/main/A.java"), "2");

        launch(folder, root.resolve("segments"), "count");

        assertThat(folder.resolve("archives.made")).content().hasLineCount(2);
    }

    @Test
    void aJvmThatCannotCreateAnArchiveRunsWithoutOne() throws Exception {
        useJdk("17.0.9+9", "17.0.9");
        Files.writeString(folder.resolve("no-archive"), "");

        launch(folder, root.resolve("segments"), "count");
        Launched second = launch(folder, root.resolve("segments"), "count");

        assertThat(second).isEqualTo(new Launched(0, "", ""));
        assertThat(folder.resolve("archives.made")).content().hasLineCount(1);
        assertThat(Files.readString(folder.resolve("java.args"))).doesNotContain("SharedArchive");
    }

    @Test
    void concurrentRunsCreateOneArchive() throws Exception {
        useJdk("17.0.9+9", "17.0.9");
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(start(folder, root.resolve("segments"), "count"));
        }
        for (Process one : all) {
            assertThat(one.waitFor()).isZero();
        }

        assertThat(folder.resolve("archives.made")).content().hasLineCount(1);
    }

    @Test
    void javaOptsForClassSharingAndGarbageCollectionWin() throws Exception {
        useJdk("25.0.3+9-LTS", "25.0.3");
        javaOpts = "-Xshare:off -XX:+UseParallelGC";

        launch(folder, root.resolve("segments"), "count");

        assertThat(Files.readAllLines(folder.resolve("java.args")))
                .contains("-Xshare:off", "-XX:+UseParallelGC")
                .noneMatch(arg -> arg.contains("AOT") || arg.contains("SerialGC"));
    }

    @Test
    void aFailedBuildIsReportedAndRetried() throws Exception {
        Files.writeString(folder.resolve("broken"), "");

        Launched failed = launch(folder, root.resolve("segments"), "count");
        Files.delete(folder.resolve("broken"));
        Launched repaired = launch(folder, root.resolve("segments"), "count");

        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err()).contains("[ERROR] it is broken", "segments-build.log");
        assertThat(repaired.code()).isZero();
    }

    @Test
    void theLockOfAProcessThatHasEndedIsTakenOver() throws Exception {
        Path lock = Files.createDirectories(root.resolve("target/segments.lock"));
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.writeString(lock.resolve("pid"), gone.pid() + "\n");

        assertThat(launch(folder, root.resolve("segments")).code()).isZero();
        assertThat(lock).doesNotExist();
    }

    /** Another process has the number of the one that has ended, or nobody knows which process has made the lock. */
    @ParameterizedTest
    @ValueSource(strings = {"PID", "PID 1", "PID Mon Jan 1 00:00:00 2024", "", "nonsense", "../x 1", "0"})
    void theLockOfAnUnknownProcessIsTakenOver(String content) throws Exception {
        Path lock = Files.createDirectories(root.resolve("target/segments.lock"));
        Process other = new ProcessBuilder("sleep", "600").start();
        Files.writeString(lock.resolve("pid"), content.replace("PID", String.valueOf(other.pid())));

        Launched launched = launch(folder, root.resolve("segments"));
        other.destroy();

        assertThat(launched.code()).isZero();
        assertThat(lock).doesNotExist();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aLockWithoutAProcessIsTakenOverAfterAWaitThatIsExplained() throws Exception {
        Path lock =
                Files.createDirectories(root.resolve("target/segments.lock")).toRealPath();

        Launched launched = launch(folder, root.resolve("segments"));

        assertThat(launched.code()).isZero();
        assertThat(launched.err()).startsWith("segments: waiting for the process that has made " + lock + "\n");
        assertThat(lock).doesNotExist();
    }

    @Test
    void aRunThatWaitsSaysForWhom() throws Exception {
        Path go = folder.resolve("go");
        executable(
                folder.resolve("bin/mvn"),
                Files.readString(folder.resolve("bin/mvn"))
                        .replace("mkdir -p", "until [ -f \"$FAKES/go\" ]; do sleep 0.1; done; mkdir -p"));
        Process first = start(folder, root.resolve("segments"));
        String building = first.errorReader().readLine();

        Process second = start(folder, root.resolve("segments"));
        String waiting = second.errorReader().readLine();
        Files.createFile(go);

        assertThat(building).startsWith(BUILDING);
        assertThat(waiting).isEqualTo("segments: waiting for process " + first.pid() + ", which builds the command");
        assertThat(first.waitFor()).isZero();
        assertThat(second.waitFor()).isZero();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void severalRunsTakeOverALockOnce() throws Exception {
        Path lock = Files.createDirectories(root.resolve("target/segments.lock"));
        Files.writeString(lock.resolve("pid"), "1 1\n");
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(start(folder, root.resolve("segments"), "count"));
        }
        for (Process one : all) {
            assertThat(one.waitFor()).isZero();
        }

        assertThat(builds()).isEqualTo(1);
        assertThat(lock).doesNotExist();
    }

    @Test
    void aFileInPlaceOfTheLockIsNamed() throws Exception {
        Path lock = Files.createDirectories(root.resolve("target")).resolve("segments.lock");
        Files.createFile(lock);

        Launched launched = launch(folder, root.resolve("segments"));

        assertThat(launched.code()).isEqualTo(1);
        assertThat(launched.err()).contains("segments: waited 10 seconds for", "remove " + lock.toRealPath());
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamedAndTheBuiltCommandStillRuns() throws Exception {
        OtherUser.assumeRoot();
        for (Path open = root; !open.equals(folder.getParent()); open = open.getParent()) {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Path err = folder.resolve("err");
        String run = "unset JAVA_HOME; PATH='" + folder.resolve("bin") + "':$PATH '" + root.resolve("segments")
                + "' 2>'" + err + "'";
        Files.setPosixFilePermissions(Files.createFile(err), PosixFilePermissions.fromString("rw-rw-rw-"));
        executable(folder.resolve("bin/java"), "#!/bin/sh\n");

        int before = OtherUser.run(folder, run);
        String message = Files.readString(err);
        launch(folder, root.resolve("segments"));
        int after = OtherUser.run(folder, run);

        assertThat(before).isEqualTo(1);
        assertThat(message)
                .isEqualTo("segments: the command must be built, but "
                        + root.toRealPath().resolve("target") + " can't be written: run it as a user who can do so\n");
        assertThat(after).isZero();
        assertThat(err).isEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "target",
                "target/segments",
                "target/segments/lib/segments.jar",
                "target/segments/bin/segments",
                "target/segments/lib/classes-17.0.9+9.jsa"
            })
    void whatBelongsToAnotherUserIsNotRun(String planted) throws Exception {
        OtherUser.assumeRoot();
        useJdk("17.0.9+9", "17.0.9");
        launch(folder, root.resolve("segments"));
        Files.delete(folder.resolve("java.args"));
        OtherUser.give(root.resolve(planted));

        Launched launched = launch(folder, root.resolve("segments"));

        assertThat(launched.code()).isEqualTo(1);
        assertThat(launched.err()).contains(root.toRealPath().resolve(planted) + " belongs to another user");
        assertThat(folder.resolve("java.args")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"target/segments.lock", "target/segments-build.log", "cli/target"})
    void aLinkOfAnotherUserIsNotFollowed(String planted) throws Exception {
        OtherUser.assumeRoot();
        Path precious = Files.writeString(folder.resolve("precious"), "precious");
        Files.createDirectories(root.resolve("target"));
        OtherUser.give(Files.createSymbolicLink(root.resolve(planted), precious));

        Launched launched = launch(folder, root.resolve("segments"));

        assertThat(launched.code()).isEqualTo(1);
        assertThat(launched.err()).contains(planted + " belongs to another user");
        assertThat(precious).hasContent("precious");
    }

    @Test
    void whatWasBuiltCanBeWrittenByItsOwnerOnly() throws Exception {
        useJdk("17.0.9+9", "17.0.9");
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "umask 0; exec \"$@\"",
                        "sh",
                        root.resolve("segments").toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isNotNegative();
        launch(folder, root.resolve("segments"));

        try (Stream<Path> files = Files.walk(root.resolve("target/segments"))) {
            assertThat(files.map(LauncherTest::permissions)).noneMatch(mode -> mode.matches("....w....|.......w."));
        }
    }

    @Test
    void aSearchPathOfCdChangesNothing() throws Exception {
        Path decoy = Files.createDirectories(folder.resolve("decoy/a tree"));
        environment.put("CDPATH", decoy.getParent().toString());

        Launched launched = launch(folder, Path.of("a tree/segments"), "count");

        assertThat(launched.code()).isZero();
        assertThat(launched.out()).isEmpty();
        assertThat(Files.readAllLines(folder.resolve("java.args")))
                .contains(root.toRealPath()
                        .resolve("target/segments/lib/segments.jar")
                        .toString());
    }

    /** The JVM would replace the characters that are not in ASCII, and not find the file. */
    @ParameterizedTest
    @CsvSource({
        "C, export, ''",
        "C, --output=jürgen.csv, C.UTF-8",
        "xx_XX.UTF-8, --output=jürgen.csv, C.UTF-8",
        "C.UTF-8, --output=jürgen.csv, C.UTF-8"
    })
    void fileNamesKeepTheirCharactersInAnyLocale(String locale, String argument, String ofJvm) throws Exception {
        environment.put("LC_ALL", locale);

        // Java gives a child its arguments in the encoding of its own locale, so a shell makes this one.
        String script =
                "exec '" + root.resolve("segments") + "' $(printf -- '" + argument.replace("ü", "\\303\\274") + "')";
        start(folder, Path.of("/bin/sh"), "-c", script).waitFor();

        assertThat(folder.resolve("java.locale")).hasContent(ofJvm.isEmpty() ? locale : ofJvm);
    }

    @Test
    void neitherMavenNorTheRunThatMakesAnArchiveGetsASecret() throws Exception {
        useJdk("17.0.9+9", "17.0.9");
        environment.put("AMPERITY_ACCESS_TOKEN", "s3cr3t");
        environment.put("AMPERITY_CLIENT_SECRET", "s3cr3t\nAMPERITY_X=y");

        launch(folder, root.resolve("segments"), "count");

        assertThat(folder.resolve("mvn.environment")).content().doesNotContain("s3cr3t");
        List<Path> environments;
        try (Stream<Path> files = Files.list(folder)) {
            environments = files.filter(file -> file.toString().matches(".*java\\.\\d+\\.environment"))
                    .toList();
        }
        List<String> withSecret = new ArrayList<>();
        for (Path file : environments) {
            if (Files.readString(file).contains("s3cr3t")) {
                withSecret.add(file.getFileName().toString());
            }
        }
        assertThat(environments).hasSizeGreaterThan(1);
        assertThat(withSecret).as("only the command itself").hasSize(1);
    }

    @Test
    void concurrentRunsBuildOnce() throws Exception {
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(start(folder, root.resolve("segments"), "count"));
        }
        for (Process one : all) {
            assertThat(one.waitFor()).isZero();
        }

        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void anEditDuringABuildCausesAnotherBuild() throws Exception {
        executable(
                folder.resolve("bin/mvn"),
                Files.readString(folder.resolve("bin/mvn")) + "echo 2 >client/src/main/A.java\n");
        launch(folder, root.resolve("segments"));
        // The clock of the file system may be coarse: the edit must be later than the start of the build.
        Files.setLastModifiedTime(
                root.resolve("client/src/main/A.java"),
                FileTime.from(Instant.now().plusSeconds(1)));

        assertThat(launch(folder, root.resolve("segments")).err()).startsWith(BUILDING);
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the file {@code release} of the fake JDK. */
    private void useJdk(String runtimeVersion, String version) throws IOException {
        Files.writeString(
                folder.resolve("release"),
                "IMPLEMENTOR=\"Test\"\nJAVA_RUNTIME_VERSION=\"" + runtimeVersion + "\"\nJAVA_VERSION=\"" + version
                        + "\"\n");
    }

    private Path archive(String name) throws IOException {
        return root.toRealPath().resolve("target/segments/lib/classes-" + name);
    }

    private record Launched(int code, String out, String err) {}

    private Launched launch(Path from, Path launcher, String... args) throws Exception {
        Process process = start(from, launcher, args);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Launched(process.waitFor(), out, err);
    }

    private Process start(Path from, Path launcher, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(from.toFile());
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("FAKES", folder.toString());
        builder.environment().put("JAVA_OPTS", javaOpts);
        builder.environment().remove("JAVA_HOME");
        builder.environment().putAll(environment);
        return builder.start();
    }

    private int builds() throws IOException {
        return Files.readAllLines(folder.resolve("mvn.calls")).size();
    }

    private static void executable(Path file, String script) throws IOException {
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
