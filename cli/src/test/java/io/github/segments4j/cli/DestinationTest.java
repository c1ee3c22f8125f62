package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Destinations other than a file in a folder of one's own. */
@EnabledOnOs(OS.LINUX)
class DestinationTest {
    @TempDir
    Path folder;

    private PagedApi api;
    private Path file;
    private String rows;

    @BeforeEach
    void start() throws IOException {
        api = new PagedApi();
        file = folder.resolve("segments");
        assertThat(export(file).code()).isZero();
        rows = Files.readString(file);
        Files.delete(file);
        api.requested.clear();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export -o /dev/stdout | cat >copy",
                "export -o /dev/stdout >copy",
                "export -o /dev/fd/1 | cat >copy",
                "export -o /proc/self/fd/1 >copy",
                "export -o /dev/stderr 2>copy",
                "export -o /dev/fd/3 3>copy",
                "export -o /dev/fd/3 3>&1 >other | cat >copy",
                "ln -s /dev/stdout link; export -o link >copy",
                "mkfifo pipe; cat pipe >copy & export -o pipe; wait",
                "mkfifo pipe; ln -s pipe link; cat pipe >copy & export -o link --resume; wait",
                "bash -c 'export -o >(cat >copy); wait $!' bash \"$@\""
            })
    void whatIsNotAPlainFileIsWrittenAsItIs(String script) throws Exception {
        assertThat(run(script)).isZero();

        assertThat(folder.resolve("copy")).content().isEqualTo(rows);
        assertThat(names()).noneMatch(name -> name.contains("segments-"));
    }

    @ParameterizedTest
    @CsvSource({"/dev/stdout, >>copy", "/dev/stderr, 2>>copy", "/dev/fd/3, 3>>copy", "/dev/fd/1, 1<>copy"})
    void whatAnOpenFileHoldsStaysAndRowsFollow(String output, String redirection) throws Exception {
        Files.writeString(folder.resolve("copy"), "earlier\n");

        assertThat(run("export -o " + output + " " + redirection)).isZero();

        String expected = redirection.contains("<>") ? rows : "earlier\n" + rows;
        assertThat(folder.resolve("copy")).content().isEqualTo(expected);
    }

    @Test
    void whatFollowsOnStdoutStandsAfterTheRows() throws Exception {
        assertThat(run("{ echo before; export -o /dev/stdout; echo after; } >copy"))
                .isZero();

        assertThat(folder.resolve("copy")).content().isEqualTo("before\n" + rows + "after\n");
    }

    @Test
    void aDescriptorThatIsNotOpenIsRefusedBeforeTheFirstRequest() throws Exception {
        assertThat(run("export -o /dev/fd/77")).isEqualTo(1);

        assertThat(folder.resolve("err")).content().contains("/dev/fd/77: no such file");
        assertThat(api.requested).isEmpty();
    }

    @Test
    void aMountPointIsRefusedBeforeTheFirstRequest() throws Exception {
        assumeTrue(run("unshare -m true") == 0, "needs the right to mount");
        Files.writeString(folder.resolve("source"), "earlier");
        Path mounted = Files.createFile(folder.resolve("mounted \\ here"));

        int code = run(
                "unshare -m sh -c 'mount --bind source \"mounted \\ here\" && export -o \"mounted \\ here\"' sh \"$@\"");

        assertThat(code).isEqualTo(1);
        assertThat(folder.resolve("err")).content().contains("mounted \\ here: it is a mount point");
        assertThat(folder.resolve("source")).hasContent("earlier");
        assertThat(mounted).isEmptyFile();
        assertThat(api.requested).isEmpty();
        assertThat(names()).noneMatch(name -> name.contains("segments-"));
    }

    @Test
    void aFileOfAnotherOwnerIsRefusedBeforeTheFirstRequest() throws IOException {
        OtherUser.assumeRoot();
        Files.writeString(file, "earlier");
        OtherUser.give(file);

        Run run = export(file);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(file + ": it can't be replaced: it belongs to nobody");
        assertThat(file).hasContent("earlier");
        assertThat(names()).containsExactly("segments");
        assertThat(api.requested).isEmpty();
    }

    @Test
    void theGroupOfTheEarlierFileIsKept() throws IOException {
        OtherUser.assumeRoot();
        Files.writeString(file, "earlier");
        Files.getFileAttributeView(file, PosixFileAttributeView.class)
                .setGroup(folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName("mail"));

        assertThat(export(file).code()).isZero();

        assertThat(Files.getAttribute(file, "posix:group", LinkOption.NOFOLLOW_LINKS))
                .hasToString("mail");
        assertThat(file).content().isEqualTo(rows);
    }

    private Run export(Path output) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "s3cr3t");
        return Run.of(
                "export",
                "--tenant",
                "acme",
                "--base-url",
                api.url(),
                "--access-token-file",
                token.toString(),
                "-o",
                output.toString());
    }

    /** Runs a shell script, in which "export" is the command. */
    private int run(String script) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script.replace("export", "\"$@\""), "sh"));
        command.addAll(List.of(ChildJvm.java(), "-cp", ChildJvm.classPath(), Segments.class.getName()));
        command.addAll(List.of("export", "--quiet"));
        ProcessBuilder builder = ChildJvm.running(
                folder,
                Map.of("AMPERITY_TENANT", "acme", "AMPERITY_BASE_URL", api.url(), "AMPERITY_ACCESS_TOKEN", "s3cr3t"));
        return builder.command(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start()
                .waitFor();
    }

    private List<String> names() {
        return List.of(Objects.requireNonNull(folder.toFile().list())).stream()
                .filter(name -> !List.of("out", "err", "token").contains(name))
                .sorted()
                .toList();
    }
}
