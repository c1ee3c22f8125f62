package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An export to a folder that everybody can write to, such as /tmp, in which another user has planted something. */
@EnabledOnOs(OS.LINUX)
// Opening a planted pipe must not wait for its other end.
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedFolderTest {
    @TempDir
    Path folder;

    private PagedApi api;
    private Path precious;
    private Path shared;
    private Path file;
    private Path part;
    private Path checkpoint;

    @BeforeEach
    void start() throws IOException {
        OtherUser.assumeRoot();
        api = new PagedApi();
        permit(folder, "rwxr-xr-x");
        precious = Files.writeString(folder.resolve("precious"), "precious");
        Files.writeString(folder.resolve("token"), "s3cr3t");
        shared = Files.createDirectory(folder.resolve("shared"));
        permit(shared, "rwxrwxrwx");
        file = shared.resolve("segments");
        part = shared.resolve("segments.segments-part");
        checkpoint = shared.resolve("segments.segments-checkpoint");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"segments", "segments.segments-part"})
    void aLinkOfAnotherUserIsNotFollowed(String name) throws IOException {
        Path link = Files.createSymbolicLink(shared.resolve(name), precious);
        OtherUser.give(link);

        Run run = export();

        assertRefused(run, link);
        assertThat(link).isSymbolicLink();
        assertThat(precious).hasContent("precious");
    }

    @ParameterizedTest
    @ValueSource(strings = {"segments", "segments.segments-part"})
    void aPipeOfAnotherUserIsNotOpened(String name) throws Exception {
        assertThat(OtherUser.run(shared, "mkfifo " + name)).isZero();

        assertRefused(export(), shared.resolve(name));
    }

    @Test
    void rowsDoNotLandInAFileOfAnotherUser() throws Exception {
        assertThat(OtherUser.run(shared, "echo planted >segments.segments-part; chmod 666 segments.segments-part"))
                .isZero();

        Run run = export("--resume");

        assertRefused(run, part);
        assertThat(run.err()).contains("it belongs to nobody");
        assertThat(part).hasContent("planted");
    }

    @Test
    void rowsDoNotLandInAFileThatHasAnotherName() throws IOException {
        Files.createLink(part, precious);

        Run run = export("--resume");

        assertRefused(run, part);
        assertThat(run.err()).contains("it has another name, as a hard link");
        assertThat(precious).hasContent("precious");
    }

    @Test
    void aCheckpointOfAnotherUserIsNotRead() throws IOException {
        failAt(4);
        OtherUser.give(checkpoint);

        Run run = export("--resume");

        assertRefused(run, checkpoint);
        assertThat(run.err()).contains("it belongs to nobody");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mkfifo", "mkdir", "ln -s ../precious"})
    void aCheckpointThatIsNoFileIsNotRead(String make) throws Exception {
        failAt(4);
        Files.delete(checkpoint);
        assertThat(OtherUser.run(shared, make + " segments.segments-checkpoint"))
                .isZero();

        Run run = export("--resume");

        assertRefused(run, checkpoint);
        assertThat(run.err()).contains("it is not a regular file");
    }

    @Test
    void aLinkInPlaceOfTheNextCheckpointIsNotFollowed() throws Exception {
        assertThat(OtherUser.run(shared, "ln -s ../precious segments.segments-checkpoint.new"))
                .isZero();

        assertThat(export().code()).isZero();

        assertThat(precious).hasContent("precious");
    }

    @Test
    void nobodyElseCanReadOrWriteRowsBeforeTheEnd() throws IOException {
        List<Integer> codes = new ArrayList<>();
        api.status = page -> {
            codes.add(asOtherUser("cat segments.segments-part"));
            codes.add(asOtherUser("echo planted >>segments.segments-part"));
            codes.add(asOtherUser("rm segments.segments-part || mv segments.segments-part x"));
            if (page > 1) {
                codes.add(asOtherUser("cat segments.segments-checkpoint"));
            }
            return 200;
        };

        assertThat(export().code()).isZero();

        assertThat(codes).hasSize(4 * PagedApi.PAGES - 1).doesNotContain(0);
        assertThat(asOtherUser("cat segments")).isZero();
        assertThat(file).content().doesNotContain("planted");
    }

    private int asOtherUser(String script) {
        try {
            return OtherUser.run(shared, script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void failAt(int failing) {
        api.status = page -> page == failing ? 403 : 200;
        export();
        api.status = page -> 200;
        api.requested.clear();
    }

    private void assertRefused(Run run, Path planted) {
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("segments: can't use the file " + planted + ": ");
        assertThat(api.requested).isEmpty();
    }

    private Run export(String... more) {
        List<String> args = new ArrayList<>(List.of("export", "--tenant", "acme", "--base-url", api.url()));
        args.addAll(List.of("--access-token-file", folder.resolve("token").toString(), "-o", file.toString()));
        args.addAll(List.of(more));
        return Run.of(args.toArray(String[]::new));
    }

    /** Also sets the sticky bit if everybody can write, as /tmp has it: nobody can rename or delete files of others. */
    private static void permit(Path folder, String permissions) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
        if (permissions.endsWith("rwx")) {
            Files.setAttribute(folder, "unix:mode", 01777);
        }
    }
}
