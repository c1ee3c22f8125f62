package io.github.segments4j.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTest {
    @TempDir
    Path folder;

    @Test
    void aFileAppearsWhenItIsComplete() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "earlier");

        try (Output output = Output.to(file, Optional.empty(), OutputStream.nullOutputStream())) {
            output.stream().write(bytes("new"));
            assertThat(file).hasContent("earlier");
            output.complete();
            assertThat(file).hasContent("new");
        }

        assertThat(folder.toFile().list()).containsExactly("a");
    }

    @Test
    void aFileThatIsNotCompleteIsDeleted() throws IOException {
        Path file = folder.resolve("a");

        try (Output output = Output.to(file, Optional.empty(), OutputStream.nullOutputStream())) {
            output.stream().write(bytes("new"));
        }

        assertThat(folder.toFile().list()).isEmpty();
    }

    @Test
    void thePermissionsOfTheEarlierFileAreKept() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "earlier");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        write(file, "new");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void aLinkStaysAndTheFileItPointsToIsReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "earlier");
        Path link = Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));
        Path dangling = Files.createSymbolicLink(folder.resolve("c"), Path.of("d"));

        write(link, "new");
        write(dangling, "fresh");

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
        assertThat(dangling).isSymbolicLink();
        assertThat(folder.resolve("d")).hasContent("fresh");
    }

    @Test
    void aLinkToItselfIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("b"), Path.of("b"));

        assertThatThrownBy(() -> Output.to(link, Optional.empty(), OutputStream.nullOutputStream()))
                .isInstanceOf(FileSystemException.class);
    }

    @Test
    void aDeviceIsWrittenDirectlyAndStays() throws IOException {
        Path device = Path.of("/dev/null");

        write(device, "new");

        assertThat(Files.isRegularFile(device)).isFalse();
        assertThat(Files.exists(device)).isTrue();
    }

    @Test
    void aFileWhoseGroupCannotBeKeptIsRefusedBeforeItIsWritten() throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can give a file any group");
        Path file = Files.writeString(folder.resolve("a"), "earlier");
        GroupPrincipal group =
                file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName("mail");
        Files.getFileAttributeView(file, PosixFileAttributeView.class).setGroup(group);
        Disk disk = new Disk() {
            @Override
            void setGroup(Path part, GroupPrincipal given) throws IOException {
                throw new FileSystemException(part.toString(), null, "Operation not permitted");
            }
        };

        assertThatThrownBy(() -> new FileOutput(file, Optional.empty(), disk))
                .hasMessageContaining("it can't be replaced: its group is mail");

        assertThat(file).hasContent("earlier");
        assertThat(folder.toFile().list()).containsExactly("a");
    }

    private static void write(Path file, String text) throws IOException {
        try (Output output = Output.to(file, Optional.empty(), OutputStream.nullOutputStream())) {
            output.stream().write(bytes(text));
            output.complete();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
