package io.github.segments4j;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that only this user reads and writes. Others could use it to stop the processes that share it, or put a link to a
 * file of the user in its place. Where the file system has no permissions as on Unix, the folder's own must do.
 */
record PrivateFile(Path path) {
    private static final boolean UNIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

    private static final int WRITABLE_BY_OTHERS = 0002;
    private static final int STICKY = 01000;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    /** Absent if this user has no name, as in some containers. Then the permissions alone decide. */
    private static final @Nullable String USER =
            ProcessHandle.current().info().user().orElse(null);

    /** A file by its real path, so that each name of a folder leads to the same one. It need not exist. */
    static PrivateFile at(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        if (folder == null) {
            throw new FileSystemException(path.toString(), null, "it is a folder: name a file in it");
        }
        PrivateFile file;
        try {
            file = new PrivateFile(folder.toRealPath().resolve(absolute.getFileName()));
        } catch (NoSuchFileException e) {
            throw new FileSystemException(path.toString(), null, "its folder does not exist: create the folder first");
        }
        if (UNIX) {
            file.checkFolder();
        }
        return file;
    }

    /** Opens the file, and creates it if it does not exist. */
    RandomAccessFile open() throws IOException {
        try {
            check();
        } catch (NoSuchFileException e) {
            create();
            check();
        }
        // Its reads and writes do not close it when the thread is interrupted, as those of a FileChannel do.
        return new RandomAccessFile(path.toFile(), "rw");
    }

    private void create() throws IOException {
        try {
            if (UNIX) {
                Files.createFile(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            } else {
                Files.createFile(path);
            }
        } catch (FileAlreadyExistsException e) {
            // Another process was faster.
        }
    }

    private void check() throws IOException {
        if (!UNIX) {
            return;
        }
        PosixFileAttributes attributes =
                Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw refused("it is not a regular file: name another");
        }
        if (isForeign(attributes.owner().getName())) {
            throw refused("it belongs to the user " + attributes.owner().getName() + ": name a file of your own");
        }
        if (!attributes.permissions().equals(OWNER_ONLY)) {
            Files.setPosixFilePermissions(path, OWNER_ONLY);
        }
    }

    private void checkFolder() throws IOException {
        Path folder = path.getParent();
        int mode = (int) Files.getAttribute(folder, "unix:mode");
        boolean sticky = (mode & STICKY) != 0;
        String owner = Files.getOwner(folder).getName();
        if (isForeign(owner) && !owner.equals("root")) {
            throw refused("its folder belongs to the user " + owner + ": name a file in a folder of your own");
        }
        if ((mode & WRITABLE_BY_OTHERS) != 0 && !sticky) {
            throw refused("other users can replace it, because they can write to its folder: run chmod o-w on the"
                    + " folder, or name a file in another");
        }
    }

    private static boolean isForeign(String owner) {
        return USER != null && !owner.equals(USER);
    }

    FileSystemException refused(String reason) {
        return new FileSystemException(path.toString(), null, reason);
    }
}
