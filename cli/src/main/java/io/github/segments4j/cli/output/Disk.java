package io.github.segments4j.cli.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** The changes that an export makes to files, one method each. A test can end an export before each of them. */
class Disk {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");

    /** Creates a file that only its owner can read, from its first moment on. */
    FileChannel create(Path file) throws IOException {
        FileAttribute<?>[] attributes = view(file).isPresent()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PRIVATE)}
                : new FileAttribute<?>[0];
        Set<OpenOption> options = Set.of(
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(file, options, attributes);
    }

    /** Opens a file that an earlier export to the target has left. */
    FileChannel open(Path file, Path target) throws IOException {
        return Ownership.openMine(file, target);
    }

    /** Creates an empty file with the permissions that new files have here. */
    void createEmpty(Path file) throws IOException {
        Files.createFile(file);
    }

    void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    void truncate(FileChannel channel, long size) throws IOException {
        channel.truncate(size).position(size);
    }

    /** Waits until the data is on the disk, so that it outlasts a power cut. */
    void force(FileChannel channel) throws IOException {
        channel.force(false);
    }

    void makePrivate(Path file) throws IOException {
        try {
            setPermissions(file, PRIVATE);
        } catch (FileSystemException e) {
            // A file system without permissions, such as FAT, refuses to change them.
        }
    }

    /** Of a file that is open. Java would open and close it once more, and closing it would release its lock. */
    void setPermissions(Path file, Set<PosixFilePermission> permissions) throws IOException {
        Optional<PosixFileAttributeView> view = view(file);
        if (view.isPresent() && !view.get().readAttributes().permissions().equals(permissions)) {
            Files.setPosixFilePermissions(Ownership.ofOpenFile(file), permissions);
        }
    }

    void setGroup(Path file, GroupPrincipal group) throws IOException {
        Optional<PosixFileAttributeView> view = view(file);
        if (view.isPresent()) {
            view.get().setGroup(group);
        }
    }

    /** Replaces a file at once: it is always the earlier file or the new one. */
    void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /** {@return the owner, group and permissions of a file, or of a link itself; empty if its system has none} */
    static Optional<PosixFileAttributeView> view(Path file) {
        return Optional.ofNullable(
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS));
    }
}
