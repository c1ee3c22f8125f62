package io.github.segments4j.cli;

import io.github.segments4j.RateLimiter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.CRC32;

/**
 * The rate limit that all commands of one user share for a tenant and a base URL. Its file lies in the folder for temporary
 * files, because that is local, and the same for a cron job and for a terminal; a home folder may be on a network.
 */
record SharedLimit(String tenant, String baseUrl) {
    /** The vendor's limit, by a file that is created if necessary. */
    RateLimiter open() throws IOException {
        return RateLimiter.shared(folder().resolve(fileName()));
    }

    /** Named by a checksum: a base URL can't be the name of a file. */
    private String fileName() {
        CRC32 checksum = new CRC32();
        checksum.update((tenant + " " + baseUrl.replaceFirst("/+$", "")).getBytes(StandardCharsets.UTF_8));
        return "rate-limit-" + Long.toHexString(checksum.getValue());
    }

    private static Path folder() throws IOException {
        String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9._-]", "_");
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "segments-" + user);
        if (!Files.isDirectory(folder)) {
            try {
                create(folder);
            } catch (FileAlreadyExistsException e) {
                // Another command was faster.
            }
        }
        return folder;
    }

    private static void create(Path folder) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(folder);
        }
    }
}
