package io.github.segments4j.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipal;

/** Another user of the same machine. Only root can act for one. */
final class OtherUser {
    private static final String NAME = "nobody";

    private OtherUser() {}

    static void assumeRoot() {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can act for another user");
    }

    /** Makes the other user the owner of a file, or of a link itself. */
    static void give(Path file) throws IOException {
        UserPrincipal user =
                file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(NAME);
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setOwner(user);
    }

    /** Runs a shell script as the other user, and returns its exit code. */
    static int run(Path folder, String script) throws IOException, InterruptedException {
        return new ProcessBuilder("setpriv", "--reuid=" + NAME, "--clear-groups", "sh", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
